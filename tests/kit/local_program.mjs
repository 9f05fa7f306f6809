// A program on this machine that takes deliveries: what a person develops while Tacklebox runs beside it.
import { createServer } from 'node:http'

import { Facts } from './facts.mjs'

export class LocalProgram {
  /** `{method, path, headers, body}` of every request, in order. */
  received = new Facts()

  /**
   * Answers with these statuses in turn, and with 200 after them; or what `answer` says to a request: `{status, body}`.
   * Listens on any free port unless told which.
   */
  static async start({ statuses = [], answer, port = 0 } = {}) {
    const program = new LocalProgram()
    const left = [...statuses]
    program.server = createServer(async (request, response) => {
      const parts = []
      for await (const part of request) parts.push(part)
      const { method, url: path, headers } = request
      const body = Buffer.concat(parts)
      const said = answer?.({ method, path, headers, body }) ?? { status: left.shift() ?? 200 }
      response.statusCode = said.status
      response.end(said.body ?? (said.status === 200 ? 'thank you' : 'not now'))
      program.received.add({ method, path, headers, body })
    })
    await new Promise((listening, refused) => program.server.once('error', refused).listen(port, '127.0.0.1', listening))
    program.port = program.server.address().port
    return program
  }

  get url() {
    return `http://127.0.0.1:${this.port}`
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
