// Changes of what is configured are taken back and made again, by toast and by keys, from any screen.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox

before(async () => {
  tacklebox = await Tacklebox.start()
})

after(() => tacklebox?.stop())

const names = async () => (await tacklebox.api('GET', '/destinations')).items.map(({ name }) => name)

test('a destination is deleted without a question and comes back with its secret by Ctrl+Z, on another screen', async () => {
  await tacklebox.api('POST', '/destinations', { name: 'Billing', url: 'http://127.0.0.1:9/billing' })
  const [before] = (await tacklebox.api('GET', '/destinations')).items
  const window = await windows.open(tacklebox, { path: `/destinations/${before.id}` })
  await window.click('button', 'Delete', window.main)
  await window.sees('Destination “Billing” deleted')
  assert.deepEqual(await names(), [])

  await window.goTo('Sources')
  await window.press('Control+z')
  await window.sees('Undone: Destination “Billing” deleted')
  assert.deepEqual((await tacklebox.api('GET', '/destinations')).items, [before])
  await window.goTo('Destinations')
  await window.main.getByRole('link', { name: 'Billing' }).waitFor()

  await window.press('Control+Shift+z')
  await window.sees('Done again: Destination “Billing” deleted')
  await window.main.getByRole('link', { name: 'Billing' }).waitFor({ state: 'hidden' })
  assert.deepEqual(await names(), [])
  await window.press('Control+z')
  await window.main.getByRole('link', { name: 'Billing' }).waitFor()
})

test('a setting is undone, and the window looks as before', async () => {
  const window = await windows.open(tacklebox, { path: '/settings' })
  await window.page.getByRole('radio', { name: 'High contrast' }).click({ force: true })
  await window.until(() => document.documentElement.dataset.theme === 'high_contrast')
  await window.page.getByRole('heading', { name: 'Settings', exact: true }).click()
  await window.press('Control+z')
  await window.sees('Undone: Settings changed')
  await window.until(() => document.documentElement.dataset.theme === 'system')
})

test('in a text field Ctrl+Z undoes the text and no change', async () => {
  const window = await windows.open(tacklebox, { path: '/settings' })
  const field = window.page.getByRole('searchbox', { name: 'Search settings' })
  await field.fill('theme')
  await field.press('Control+z')
  assert.deepEqual(await names(), ['Billing'])
})
