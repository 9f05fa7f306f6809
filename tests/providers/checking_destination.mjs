// A destination that checks every delivery with the official library of Standard Webhooks and keeps its exact bytes.
import { createServer } from 'node:http'
import { once } from 'node:events'

import { Webhook } from 'standardwebhooks'

export class CheckingDestination {
  /** Deliveries in order of arrival: id, body, headers, and why the library refused it, if it did. */
  deliveries = []
  #secret
  #waiting = []

  static async start() {
    const destination = new CheckingDestination()
    destination.server = createServer((request, response) => destination.#receive(request, response))
    destination.server.listen(0, '127.0.0.1')
    await once(destination.server, 'listening')
    destination.url = `http://127.0.0.1:${destination.server.address().port}/webhooks`
    return destination
  }

  /** From here on deliveries are checked with this secret. */
  verifyWith(secret) {
    this.#secret = new Webhook(secret)
  }

  /** Waits until that many deliveries have arrived. */
  async arrived(count) {
    while (this.deliveries.length < count) await new Promise(resolve => this.#waiting.push(resolve))
  }

  async #receive(request, response) {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    let refusal = null
    try {
      // The library is given the text; it parses the payload only after the signature is right.
      this.#secret.verify(body.toString('utf8'), request.headers)
    } catch (error) {
      refusal = String(error)
    }
    this.deliveries.push({ id: request.headers['webhook-id'], body, headers: request.headers, refusal })
    response.writeHead(refusal ? 401 : 200).end()
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  async stop() {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }
}
