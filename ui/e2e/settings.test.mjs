// The settings: found by search, kept by the engine, and felt at once: language, size, keys, motion.
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'

import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox

before(async () => {
  tacklebox = await Tacklebox.start()
})

beforeEach(() =>
  tacklebox.api('PATCH', '/settings', { theme: 'system', language: 'en', zoom_percent: 100, motion: 'system', are_single_keys_on: true, shortcuts: {} }),
)

after(() => tacklebox?.stop())

const open = options => windows.open(tacklebox, { path: '/settings', ...options })
const settings = () => tacklebox.api('GET', '/settings')

test('settings are found by what they are called here, in the API, or otherwise', async () => {
  const window = await open()
  const field = window.page.getByRole('searchbox', { name: 'Search settings' })
  await field.fill('retention.bytes')
  await window.sees('Largest size')
  await window.main.getByRole('region', { name: 'Appearance' }).waitFor({ state: 'hidden' })
  await field.fill('sprache')
  await window.main.getByRole('radiogroup', { name: 'Language' }).waitFor()
  await field.fill('palette')
  await window.sees('Command palette')
  await field.fill('nothing has this')
  await window.sees('No setting has these words.')
})

test('a command gets other keys, a conflict is shown, and the usual keys come back', async () => {
  const window = await open()
  await window.click('button', 'Show the list')
  await window.click('button', 'Add keys for “Settings”')
  await window.press('Control+k')
  await window.sees('Same keys: Command palette')
  await window.sees('Same keys: Settings')
  await tacklebox.until('the keys are kept', async () => isDeepStrictEqual((await settings()).shortcuts, { settings: ['Mod+,', 'Mod+K'] }))

  await window.click('button', 'Take Ctrl+K away from “Command palette”')
  await window.seesNoMore('Same keys: Settings')
  await window.goTo('Sources')
  await window.press('Control+k')
  await window.page.getByRole('heading', { name: 'Settings', exact: true }).waitFor()

  await window.click('button', 'Reset all')
  await window.until(() => document.querySelector('[role=dialog]') === null)
  await window.page.getByRole('heading', { name: 'Settings', exact: true }).click()
  await tacklebox.until('the usual keys are kept', async () => Object.keys((await settings()).shortcuts).length === 0)
  await window.press('Control+k')
  await window.page.getByRole('dialog', { name: 'Command palette' }).waitFor()
})

test('single keys can be switched off; what has a modifier stays', async () => {
  const window = await open()
  await window.page.getByRole('switch', { name: 'Use single-key shortcuts' }).click()
  await tacklebox.until('the switch is kept', async () => !(await settings()).are_single_keys_on)
  await window.goTo('Timeline')
  await window.press('?')
  assert.equal(await window.page.getByRole('dialog').count(), 0)
  await window.press('Control+k')
  await window.page.getByRole('dialog', { name: 'Command palette' }).waitFor()
})

test('everything grows and shrinks by keys, and fits the window at 180 %', async () => {
  const window = await open()
  const width = () => window.page.evaluate(() => document.querySelector('nav')?.getBoundingClientRect().width)
  await window.page.getByRole('navigation', { name: 'Main' }).waitFor()
  const usual = await width()
  await window.page.getByRole('radio', { name: 'Deutsch' }).waitFor()
  await window.page.getByRole('heading', { name: 'Settings', exact: true }).click()
  for (const zoom of ['1.1', '1.25', '1.5', '1.8']) {
    await window.press('Control+=')
    await window.until(wanted => document.documentElement.style.getPropertyValue('--zoom') === wanted, zoom)
    await tacklebox.until('the size is kept', async () => (await settings()).zoom_percent === Math.round(Number(zoom) * 100))
  }
  await window.look('settings-zoom-180')
  for (const screen of ['Timeline', 'Subscriptions', 'Destinations', 'Lab']) {
    await window.goTo(screen)
    await window.look(`${screen.toLowerCase()}-zoom-180`)
  }
  await window.press('Control+0')
  await window.until(() => document.documentElement.style.getPropertyValue('--zoom') === '1')
  await tacklebox.until('the size is kept', async () => (await settings()).zoom_percent === 100)
  assert.equal(await width(), usual)
})

test('the window speaks the language of the settings, and begins with it the next time', async () => {
  const window = await open()
  await window.page.getByRole('radio', { name: 'Deutsch' }).click({ force: true })
  await window.until(() => document.documentElement.lang === 'de')
  await window.page.reload()
  await window.until(() => document.documentElement.lang === 'de')
  await window.page.getByRole('radio', { name: 'English', exact: true }).click({ force: true })
  await window.until(() => document.documentElement.lang === 'en')
})

test('motion can be stopped, and the looks are there before the engine was asked', async () => {
  await tacklebox.api('PATCH', '/settings', { theme: 'dark', motion: 'reduced' })
  const window = await open()
  await window.until(() => document.documentElement.dataset.motion === 'reduced')
  await window.until(() => localStorage.getItem('tacklebox.appearance')?.includes('dark'))
  await window.page.route('**/api/v1/settings', () => new Promise(() => {}))
  await window.page.reload({ waitUntil: 'commit' })
  await window.until(() => document.documentElement.dataset.theme === 'dark' && document.documentElement.dataset.motion === 'reduced')
})

for (const scheme of ['light', 'dark']) {
  for (const [width, height] of [[1280, 800], [900, 600]]) {
    test(`settings in high contrast, ${scheme}, ${width}×${height}`, async () => {
      await tacklebox.api('PATCH', '/settings', { theme: 'high_contrast' })
      const window = await open({ width, height, scheme })
      await window.until(() => document.documentElement.dataset.theme === 'high_contrast')
      await window.click('button', 'Show the list')
      await window.look(`settings-contrast-${scheme}-${width}`)
      await window.goTo('Timeline')
      await window.look(`timeline-contrast-${scheme}-${width}`)
    })
  }
}
