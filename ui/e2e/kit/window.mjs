// The interface in a browser window, and what a person does in it: see, click, type, look.
import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { after, afterEach, before } from 'node:test'
import { fileURLToPath } from 'node:url'

import { chromium } from 'playwright-core'

import { within } from '../../../tests/kit/patience.mjs'

const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const OPTIONS = ['--no-sandbox', '--disable-background-networking']
const SCREENSHOTS = fileURLToPath(new URL('../../../target/screenshots', import.meta.url))
const PATIENCE_MS = 20_000
/** Makes every answer of the engine late, to find what holds only while it is quick. */
const LATE_MS = Number(process.env.LATE_MS ?? 0)

/**
 * One browser for the tests of the calling file, and the way to open windows in it. They are closed after each test,
 * which fails when a page complained; a test that failed leaves a picture of its windows.
 */
export function useWindows() {
  let browser
  let windows = []
  before(async () => {
    browser = await chromium.launch({ executablePath: PROGRAM, args: OPTIONS })
  })
  afterEach(async test => {
    const open = windows
    windows = []
    if (!test.passed) for (const [index, window] of open.entries()) await window.picture(`failure-${fileName(test.name)}-${index}`)
    for (const window of open) await window.close()
    for (const window of open) assert.deepEqual(window.unforgiven(), [])
  })
  after(() => browser && within('the browser closes', browser.close()))
  return {
    async open(tacklebox, options) {
      const window = await Window.open(browser, tacklebox, options)
      windows.push(window)
      return window
    },
  }
}

class Window {
  /** Everything the page complained about. */
  complaints = []
  forgiven = []

  /** Opens the address that `tacklebox serve` prints, or another path of it. */
  static async open(browser, tacklebox, { path = '/', width = 1280, height = 800, scheme = 'light', forcedColors = 'none', token = tacklebox.token } = {}) {
    const window = new Window()
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, forcedColors })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: tacklebox.control })
    context.setDefaultTimeout(PATIENCE_MS)
    window.page = await context.newPage()
    window.page.on('console', message => message.type() === 'error' && window.complaints.push(message.text()))
    window.page.on('pageerror', error => window.complaints.push(String(error.stack ?? error)))
    window.page.on('request', request => {
      const isOurs = request.url().startsWith(tacklebox.control) || /^(data|blob):/.test(request.url())
      if (!isOurs) window.complaints.push(`asked elsewhere: ${request.url()}`)
    })
    window.page.on('dialog', dialog => {
      window.complaints.push(`a dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    if (LATE_MS > 0) await window.page.route('**/api/**', route => setTimeout(() => route.continue().catch(() => {}), LATE_MS))
    await window.page.goto(`${tacklebox.control}${path}#token=${token}`)
    // The interface takes its key out of the address; who changes the address before that takes the key away.
    await window.until(() => !location.hash.includes('token='))
    return window
  }

  /** Waits until a text is to be seen. */
  async sees(text, within = this.page) {
    await within.getByText(text).filter({ visible: true }).first().waitFor()
  }

  /** Waits until a text is not to be seen any more. */
  async seesNoMore(text) {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor({ state: 'hidden' })
  }

  async click(role, name, within = this.page) {
    await within.getByRole(role, { name }).filter({ visible: true }).first().click()
  }

  async choose(text) {
    await this.page.getByRole('main').getByText(text, { exact: true }).first().click()
  }

  async fill(label, text) {
    await this.page.getByRole('textbox', { name: label, exact: true }).first().fill(text)
  }

  /** Goes to a screen by the rail. */
  async goTo(screen) {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: new RegExp(`^${screen}`) }).click()
  }

  /** Goes to an address of the interface without loading it anew, as Back and Forward do. */
  async visit(path) {
    await this.page.evaluate(address => {
      history.pushState(null, '', address)
      dispatchEvent(new PopStateEvent('popstate'))
    }, path)
  }

  row(name) {
    return this.page.getByRole('row', { name })
  }

  get main() {
    return this.page.getByRole('main')
  }

  get inspector() {
    return this.page.getByRole('region', { name: 'Inspector' })
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  /** What the focused element is called, as assistive technology hears it. */
  async focused() {
    return this.page.evaluate(() => {
      const element = document.activeElement
      const labels = element?.labels ? [...element.labels].map(label => label.textContent) : []
      const by = element?.getAttribute('aria-labelledby')?.split(' ').map(id => document.getElementById(id)?.textContent ?? '') ?? []
      return element?.getAttribute('aria-label') || by.join(' ') || labels.join(' ') || element?.textContent || element?.tagName
    })
  }

  /** Waits until the text field of that name has the focus. */
  async hasFocus(name) {
    const field = await this.page.getByRole('textbox', { name, exact: true }).elementHandle()
    await this.page.waitForFunction(element => document.activeElement === element, field)
  }

  /** Waits until a condition in the page holds. */
  async until(condition, argument) {
    await this.page.waitForFunction(condition, argument)
  }

  /** Takes a picture once fonts are there and nothing moves, and fails when the page is wider than the window. */
  async look(name) {
    await this.until(() => document.fonts.status === 'loaded' && document.getAnimations().every(each => each.playState !== 'running' || each.effect?.getComputedTiming().iterations === Infinity))
    const [content, room] = await this.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    assert.ok(content <= room, `${name}: ${content} pixels wide in a window of ${room}`)
    await this.picture(name)
  }

  async picture(name) {
    await mkdir(SCREENSHOTS, { recursive: true })
    await this.page.screenshot({ path: `${SCREENSHOTS}/web-${name}.png` })
  }

  /** What was copied, once it begins with that. A clipboard that never answers fails like anything else that is not seen. */
  async copied(beginning) {
    const text = await this.page.waitForFunction(async expected => {
      const copied = await navigator.clipboard.readText()
      return copied.startsWith(expected) && copied
    }, beginning)
    return text.jsonValue()
  }

  /** Complaints that belong to what a test does. */
  forgive(pattern) {
    this.forgiven.push(pattern)
  }

  /** What it complained about and is not forgiven for. */
  unforgiven() {
    return this.complaints.filter(complaint => !this.forgiven.some(pattern => pattern.test(complaint)))
  }

  async close() {
    await within('the window closes', this.page.context().close())
  }
}

function fileName(words) {
  return words.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').slice(0, 40)
}
