// The official Python libraries, asked through one process that answers a line for each line.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const PYTHON = process.env.TACKLEBOX_LIBRARIES_PYTHON
  ?? fileURLToPath(new URL('../../../target/libraries/bin/python', import.meta.url))
const ANSWERER = fileURLToPath(new URL('./answerer.py', import.meta.url))

export class PythonLibraries {
  #waiting = []

  static async start() {
    const libraries = new PythonLibraries()
    libraries.child = spawn(PYTHON, [ANSWERER], { stdio: ['pipe', 'pipe', 'inherit'] })
    libraries.child.on('error', error => libraries.#fail(error))
    libraries.child.on('exit', code => libraries.#fail(new Error(`the Python libraries ended with ${code}`)))
    createInterface(libraries.child.stdout).on('line', line => libraries.#waiting.shift().resolve(JSON.parse(line)))
    libraries.versions = await libraries.#ask({ do: 'versions' })
    return libraries
  }

  #fail(error) {
    for (const { reject } of this.#waiting.splice(0)) reject(error)
  }

  #ask(question) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.child.stdin.write(`${JSON.stringify(question)}\n`)
    })
  }

  #about(request) {
    return { url: request.url, method: request.method, headers: request.headers, body: request.body.toString('base64'), at: request.at }
  }

  /** As those in javascript.mjs. */
  adapters() {
    const adapter = (provider, library, rest) => ({
      provider,
      library: `${library} (Python)`,
      ...rest,
      accepts: (request, secret) => this.#ask({ do: 'verify', provider, secret, ...this.#about(request) }),
      sign: (request, secret) => this.#ask({ do: 'sign', provider, secret, ...this.#about(request) }),
    })
    return [
      adapter('stripe', 'stripe', {
        secret: 'whsec_Zt7Xh0mYwq4c9PlN2uVd8sKe5rJb1oGa', otherSecret: 'whsec_another', hasTimestamp: true, signsWithAll: true,
      }),
      adapter('twilio', 'twilio', {
        secret: '12345', otherSecret: '54321', url: 'https://mycompany.example/myapp.php?foo=1&bar=2',
      }),
      adapter('standard-webhooks', 'standardwebhooks', {
        secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', otherSecret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
        hasTimestamp: true, signsWithAll: true,
      }),
      adapter('slack', 'slack_sdk', {
        secret: '8f742231b10e8888abcd99yyyzzz85a5', otherSecret: '00000000000000000000000000000000', hasTimestamp: true,
      }),
    ]
  }

  stop() {
    this.child.removeAllListeners('exit')
    this.child.kill()
  }
}
