// What is painted before a script has run is the frame that stands there afterwards.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { chromium } from 'playwright-core'

import { Tacklebox } from '../../tests/kit/tacklebox.mjs'

let browser, tacklebox

before(async () => {
  tacklebox = await Tacklebox.start()
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-background-networking'] })
})

after(async () => {
  await browser?.close()
  await tacklebox?.stop()
})

/** Where the parts of the frame lie, with scripts or without. */
async function frame(width, hasScripts, parts) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled: hasScripts })
  const page = await context.newPage()
  await page.goto(`${tacklebox.control}/#token=${tacklebox.token}`)
  const boxes = {}
  for (const [name, selector] of Object.entries(parts)) {
    const part = page.locator(selector).first()
    await part.waitFor()
    boxes[name] = await part.boundingBox()
  }
  await context.close()
  return boxes
}

for (const width of [1280, 900]) {
  test(`the first picture is the frame of the screen, ${width} wide`, async () => {
    const first = await frame(width, false, {
      bar: '.first-shell-bar', rail: '.first-shell-rail', status: '.first-shell-status', logo: '.first-shell-logo',
    })
    const later = await frame(width, true, {
      bar: 'header', rail: 'nav[aria-label="Main"]', status: 'footer', logo: 'header button span',
    })
    assert.deepEqual(first, later)
  })
}
