// A `tacklebox serve` of its own: workspace, ports and token belong to one test.
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, watch } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PROGRAM = process.env.TACKLEBOX_PROGRAM ?? fileURLToPath(new URL('../../target/debug/tacklebox', import.meta.url))

export class Tacklebox {
  /** With a new workspace, and further variables of the environment; `tacklebox` answers once it listens. */
  static async start(environment = {}) {
    const tacklebox = new Tacklebox()
    tacklebox.environment = environment
    tacklebox.directory = await mkdtemp(join(tmpdir(), 'tacklebox-'))
    await tacklebox.#spawn('127.0.0.1:0', '127.0.0.1:0')
    return tacklebox
  }

  /** With a workspace that is there already; `pause` ends the program and keeps it. */
  static async open(directory) {
    const tacklebox = new Tacklebox()
    tacklebox.environment = {}
    tacklebox.directory = directory
    await tacklebox.#spawn('127.0.0.1:0', '127.0.0.1:0')
    return tacklebox
  }

  async #spawn(receive, control) {
    const readyFile = join(this.directory, 'ready.json')
    await rm(readyFile, { force: true })
    const options = ['serve', '--data', this.directory, '--receive', receive, '--control', control, '--ready-file', readyFile]
    const ready = await new Promise((resolve, reject) => {
      this.child = spawn(PROGRAM, options, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...this.environment } })
      this.child.on('error', () => reject(new Error(`could not start ${PROGRAM}: build it with cargo build --workspace`)))
      this.child.on('exit', code => reject(new Error(`tacklebox serve ended with ${code} before it was ready`)))
      appearing(this.directory, readyFile).then(resolve, reject)
    })
    Object.assign(this, ready)
  }

  /** Ends the program and keeps its workspace. */
  async pause() {
    if (this.child.exitCode !== null) return
    const ended = new Promise(resolve => this.child.once('exit', resolve))
    this.child.kill('SIGTERM')
    await ended
  }

  /** After `pause`: the same workspace at the same addresses. */
  async resume() {
    await this.#spawn(new URL(this.receive).host, new URL(this.control).host)
  }

  async stop() {
    await this.pause()
    await rm(this.directory, { recursive: true, force: true })
  }

  /** Calls the API and answers what it answered; a refusal is an error with its words. */
  async api(method, path, body) {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' }
    const response = await fetch(`${this.control}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text && JSON.parse(text)
  }

  /** All rows of a list, page by page. */
  async all(path) {
    const rows = []
    for (let next = ''; next !== null;) {
      const page = await this.api('GET', `${path}limit=500${next && `&before=${next}`}`)
      rows.push(...page.items)
      next = page.next
    }
    return rows
  }

  async body(eventId) {
    const response = await fetch(`${this.control}/api/v1/events/${eventId}/body`, { headers: { authorization: `Bearer ${this.token}` } })
    return Buffer.from(await response.arrayBuffer())
  }

  /** Waits until `holds` does, asked anew after each notice of a change. */
  async until(what, holds) {
    const aborter = new AbortController()
    const limit = AbortSignal.timeout(120_000)
    const signal = AbortSignal.any([aborter.signal, limit])
    const response = await fetch(`${this.control}/api/v1/changes`, { headers: { authorization: `Bearer ${this.token}` }, signal })
    try {
      for await (const notice of response.body) {
        if (notice.length > 0 && (await holds())) return
      }
    } catch (error) {
      if (limit.aborted) throw new Error(`waited two minutes in vain: ${what}`)
      throw error
    } finally {
      aborter.abort()
    }
  }
}

/** The content of the ready file, as soon as it is there. It appears whole: it is written beside and renamed. */
async function appearing(directory, file) {
  const appears = watch(directory)
  const read = () => readFile(file, 'utf8').then(JSON.parse, () => undefined)
  let found = await read()
  if (found) return found
  for await (const _ of appears) {
    found = await read()
    if (found) return found
  }
}
