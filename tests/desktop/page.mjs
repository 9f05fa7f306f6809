// The page as a person finds their way in it: by the role and the name of things, never by class or test id.
// Every look waits until the thing is there, woken by changes of the page.

import { inPage } from './in_page.mjs'

const PATIENCE_MS = 10_000

export class Page {
  #driver
  #path

  constructor(driver, path = []) {
    this.#driver = driver
    this.#path = path
  }

  /** The part of the page inside the thing with this role and name. */
  within(role, name) {
    return new Page(this.#driver, [...this.#path, target(role, name)])
  }

  /** Waits for the one thing with this role and name. */
  async find(role, name) {
    return this.#ask('one', [...this.#path, target(role, name)])
  }

  /** Waits until some text is to be seen. */
  async sees(text) {
    await this.#ask('some', [...this.#path, target('text', text)])
  }

  /** Waits until nothing with this role and name is to be seen any more. */
  async loses(role, name) {
    await this.#ask('none', [...this.#path, target(role, name)])
  }

  async click(role, name) {
    // The page may draw the thing anew between the look and the click.
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#driver.click(await this.find(role, name))
      } catch (error) {
        if (tries === 3 || !/stale element|intercepted|not interactable/.test(error.message)) throw error
      }
    }
  }

  /** Empties a field and types into it. */
  async fill(name, text) {
    const field = await this.find('textbox', name)
    await this.#driver.clear(field)
    await this.#driver.type(field, text)
  }

  /** The text a person sees in the thing. */
  async textOf(role, name) {
    return this.#driver.run(element => element.innerText, await this.find(role, name))
  }

  async #ask(count, path) {
    return this.#driver.run(inPage, path, count, PATIENCE_MS)
  }
}

/** A name is a whole text, a part of one when nothing has it as a whole, or a pattern. */
function target(role, name) {
  return { role, name: name instanceof RegExp ? { pattern: name.source, flags: name.flags } : { text: name } }
}
