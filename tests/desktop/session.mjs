// A desktop session of its own: a screen in memory, a session bus, and a shell with a tray and notifications.
// Nothing of the user's session is touched, and everything ends with it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

import { Facts } from '../kit/facts.mjs'

const SHELL = fileURLToPath(new URL('desktop_shell.py', import.meta.url))
export const SCREEN = { width: 1280, height: 800 }

export class Session {
  #children = []

  /** What the shell saw, in order. */
  facts = new Facts()

  /** The environment for programs in this session. */
  environment = { ...process.env }

  static async start() {
    const session = new Session()
    await session.#startScreen()
    await session.#startBus()
    await session.#startShell()
    return session
  }

  async #startScreen() {
    const size = `${SCREEN.width}x${SCREEN.height}x24`
    // The server picks a free number and writes it to the fourth channel.
    const options = ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp']
    const server = this.start('Xvfb', options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
    this.environment.DISPLAY = `:${await firstLine(server.stdio[3])}`
    delete this.environment.WAYLAND_DISPLAY
  }

  async #startBus() {
    const options = ['--session', '--nofork', '--print-address=1']
    const bus = this.start('dbus-daemon', options, { stdio: ['ignore', 'pipe', 'ignore'] })
    this.environment.DBUS_SESSION_BUS_ADDRESS = await firstLine(bus.stdout)
  }

  async #startShell() {
    // Debian's D-Bus modules belong to Debian's Python, which need not be the first on PATH.
    this.shell = this.start('/usr/bin/python3', [SHELL], { stdio: ['pipe', 'pipe', 'inherit'] })
    createInterface({ input: this.shell.stdout }).on('line', line => this.facts.add(JSON.parse(line)))
    await this.facts.next('the shell is ready', fact => fact.fact === 'ready')
  }

  /** Starts a program inside the session; it ends with the session at the latest. */
  start(program, options, { environment = {}, stdio = 'inherit' } = {}) {
    const child = spawn(program, options, { env: { ...this.environment, ...environment }, stdio })
    child.on('error', error => { throw new Error(`could not start ${program}: ${error.message}`) })
    this.#children.push(child)
    return child
  }

  /** Lets the person at the desktop do something. */
  do(wish) {
    this.shell.stdin.write(`${JSON.stringify(wish)}\n`)
  }

  /** Ends everything, the last started first. */
  async end() {
    for (const child of this.#children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  }
}

async function firstLine(stream) {
  for await (const line of createInterface({ input: stream })) return line.trim()
  throw new Error('the program ended before it said where it is')
}
