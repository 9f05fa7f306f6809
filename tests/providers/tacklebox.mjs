// A `tacklebox serve` of its own: workspace, ports and token belong to one test.
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, watch } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PROGRAM = process.env.TACKLEBOX_PROGRAM ?? fileURLToPath(new URL('../../target/debug/tacklebox', import.meta.url))

export class Tacklebox {
  static async start() {
    const directory = await mkdtemp(join(tmpdir(), 'tacklebox-'))
    const options = ['serve', '--data', directory, '--receive', '127.0.0.1:0', '--control', '127.0.0.1:0']
    const ready = await new Promise((resolve, reject) => {
      const child = spawn(PROGRAM, [...options, '--ready-file', join(directory, 'ready.json')], { stdio: ['ignore', 'ignore', 'inherit'] })
      child.on('error', () => reject(new Error(`could not start ${PROGRAM}: build it with cargo build --workspace`)))
      child.on('exit', code => reject(new Error(`tacklebox serve ended with ${code} before it was ready`)))
      readyFile(directory).then(found => resolve({ child, ...found }), reject)
    })
    return new Tacklebox(directory, ready)
  }

  constructor(directory, { child, receive, control, token }) {
    Object.assign(this, { directory, child, receive, control, token })
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

  async stop() {
    const ended = new Promise(resolve => this.child.once('exit', resolve))
    this.child.removeAllListeners('exit')
    this.child.once('exit', () => {})
    this.child.kill('SIGTERM')
    await Promise.race([ended, new Promise(resolve => this.child.once('exit', resolve))])
    await rm(this.directory, { recursive: true, force: true })
  }
}

/** The ready file, as soon as it is there. It appears whole: it is written beside and renamed. */
async function readyFile(directory) {
  const appears = watch(directory)
  const read = () => readFile(join(directory, 'ready.json'), 'utf8').then(JSON.parse, () => undefined)
  let found = await read()
  if (found) return found
  for await (const _ of appears) {
    found = await read()
    if (found) return found
  }
}
