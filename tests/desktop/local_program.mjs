// A program on this machine that takes deliveries: what a person develops while Tacklebox runs beside it.
import { createServer } from 'node:http'

import { Facts } from './facts.mjs'

export class LocalProgram {
  /** `{method, path, headers, body}` of every request, in order. */
  received = new Facts()

  static async start() {
    const program = new LocalProgram()
    program.server = createServer(async (request, response) => {
      const parts = []
      for await (const part of request) parts.push(part)
      const { method, url: path, headers } = request
      program.received.add({ method, path, headers, body: Buffer.concat(parts) })
      response.end('thank you')
    })
    await new Promise(listening => program.server.listen(0, '127.0.0.1', listening))
    program.port = program.server.address().port
    return program
  }

  end() {
    this.server.close()
    this.server.closeAllConnections()
  }
}

/** A port of this machine nobody listens on. */
export async function refusedPort() {
  const program = await LocalProgram.start()
  program.end()
  return program.port
}
