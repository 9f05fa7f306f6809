// The few words of the WebDriver protocol the window tests need (https://www.w3.org/TR/webdriver2/).

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

export class Driver {
  #base

  static async open(port, application) {
    const driver = new Driver()
    driver.#base = `http://127.0.0.1:${port}`
    await driver.#untilItListens()
    const { sessionId } = await driver.#call('POST', '/session', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: application } } },
    })
    driver.#base += `/session/${sessionId}`
    return driver
  }

  async #untilItListens() {
    for (;;) {
      const status = await this.#call('GET', '/status').catch(() => undefined)
      if (status) return
    }
  }

  /** Runs a function in the page, which may be async, and answers what it returns. Elements come back as such. */
  async run(body, ...args) {
    const script = `const done = arguments[arguments.length - 1]
      Promise.resolve((${body}).apply(null, Array.from(arguments).slice(0, -1)))
        .then(value => done({ value }), error => done({ failure: String(error) }))`
    const { value, failure } = await this.#call('POST', '/execute/async', { script, args })
    if (failure) throw new Error(failure)
    return value
  }

  click(element) {
    return this.#call('POST', `/element/${element[ELEMENT]}/click`, {})
  }

  type(element, text) {
    return this.#call('POST', `/element/${element[ELEMENT]}/value`, { text })
  }

  clear(element) {
    return this.#call('POST', `/element/${element[ELEMENT]}/clear`, {})
  }

  /** The window's content as a PNG. */
  async screenshot() {
    return Buffer.from(await this.#call('GET', '/screenshot'), 'base64')
  }

  windows() {
    return this.#call('GET', '/window/handles')
  }

  switchTo(handle) {
    return this.#call('POST', '/window', { handle })
  }

  /** Ends the session, and with it the application. */
  close() {
    return this.#call('DELETE', '')
  }

  async #call(method, path, body) {
    const response = await fetch(this.#base + path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    })
    const { value } = await response.json()
    if (value?.error) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`)
    return value
  }
}
