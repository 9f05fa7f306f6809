// A `tacklebox serve` of its own: workspace, ports and token belong to one test.
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, watch } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { within } from './patience.mjs'

const PROGRAM = process.env.TACKLEBOX_PROGRAM ?? fileURLToPath(new URL('../../target/debug/tacklebox', import.meta.url))

/** The longest an answer of the API may take. */
const ANSWER_MS = 60_000

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
    const aborter = new AbortController()
    const starting = new Promise((resolve, reject) => {
      this.child = spawn(PROGRAM, options, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...this.environment } })
      this.child.on('error', () => reject(new Error(`could not start ${PROGRAM}: build it with cargo build --workspace`)))
      this.child.on('exit', code => reject(new Error(`tacklebox serve ended with ${code} before it was ready`)))
      appearing(this.directory, readyFile, aborter.signal).then(resolve, reject)
    })
    try {
      Object.assign(this, await within('tacklebox serve listens', starting))
    } catch (error) {
      this.child.kill('SIGKILL')
      throw error
    } finally {
      aborter.abort()
    }
  }

  /** Ends the program and keeps its workspace. */
  async pause() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const ended = new Promise(resolve => this.child.once('exit', resolve))
    this.child.kill('SIGTERM')
    try {
      await within('tacklebox serve ends', ended)
    } catch (error) {
      this.child.kill('SIGKILL')
      throw error
    }
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
    const signal = AbortSignal.timeout(ANSWER_MS)
    const response = await fetch(`${this.control}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body), signal })
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
async function appearing(directory, file, signal) {
  const events = watch(directory, { signal })
  // The folder is watched from the first `next` on. That stands before the first look, or a file that appears between
  // the look and the watch would never be seen.
  let event = events.next()
  event.catch(() => {})
  for (;;) {
    const found = await readFile(file, 'utf8').then(JSON.parse, () => undefined)
    if (found) return found
    await event
    event = events.next()
    event.catch(() => {})
  }
}
