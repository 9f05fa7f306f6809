// `tacklebox signature`, many at a time.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PROGRAM = process.env.TACKLEBOX_PROGRAM ?? fileURLToPath(new URL('../../../target/debug/tacklebox', import.meta.url))

export class CommandLine {
  #bodies = new Map()
  #free = availableParallelism()
  #queue = []
  calls = 0

  static async start() {
    const commandLine = new CommandLine()
    commandLine.directory = await mkdtemp(join(tmpdir(), 'tacklebox-signatures-'))
    return commandLine
  }

  async stop() {
    await rm(this.directory, { recursive: true, force: true })
  }

  /** `{headers, url?, body?}`. */
  async sign(provider, secrets, request) {
    const { status, answer, words } = await this.#run('sign', provider, secrets, request)
    if (status !== 0) throw new Error(`${provider} was not signed: ${words}`)
    return answer
  }

  /** `{status, answer}`; the status is the exit code. */
  verify(provider, secrets, request) {
    return this.#run('verify', provider, secrets, request)
  }

  async #run(verb, provider, secrets, request) {
    const args = ['signature', verb, '--provider', provider, '--json', '--method', request.method, '--body', await this.#file(request.body)]
    for (const secret of secrets) args.push('--secret', secret)
    if (request.url) args.push('--url', request.url)
    args.push('--at', String(verb === 'sign' ? request.at : request.now))
    for (const [name, value] of Object.entries(request.headers)) args.push('-H', `${name}: ${value}`)
    while (this.#free === 0) await new Promise(resolve => this.#queue.push(resolve))
    this.#free -= 1
    this.calls += 1
    try {
      return await new Promise(resolve => execFile(PROGRAM, args, (error, stdout, stderr) => {
        resolve({ status: error ? error.code : 0, answer: stdout ? JSON.parse(stdout) : null, words: stderr })
      }))
    } finally {
      this.#free += 1
      this.#queue.shift()?.()
    }
  }

  async #file(body) {
    const key = body.toString('base64')
    if (!this.#bodies.has(key)) {
      const file = join(this.directory, String(this.#bodies.size))
      this.#bodies.set(key, writeFile(file, body).then(() => file))
    }
    return this.#bodies.get(key)
  }
}
