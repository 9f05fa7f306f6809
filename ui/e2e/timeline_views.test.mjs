// What a person types into the filter is understood, or refused with a sentence.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox

before(async () => {
  tacklebox = await Tacklebox.start()
  const source = await tacklebox.api('POST', '/sources', { name: 'Shop', provider: 'none' })
  for (const type of ['order.paid', 'page.viewed']) {
    const response = await fetch(source.receive_url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ type }) })
    assert.equal(response.status, 200)
  }
})

after(() => tacklebox?.stop())

for (const scheme of ['light', 'dark']) {
  test(`a filter that means nothing is refused, and the part that is wrong is marked, ${scheme}`, async () => {
    const window = await windows.open(tacklebox, { scheme })
    await window.row(/order\.paid/).waitFor()
    await window.press('/')
    await window.page.keyboard.type('order source:nowhere')
    await window.press('Enter')
    await window.page.getByRole('alert').getByText('No source is called “nowhere”.').waitFor()
    const field = window.page.getByRole('combobox', { name: 'Filter' })
    assert.equal(await field.getAttribute('aria-invalid'), 'true')
    assert.equal(await field.evaluate(input => input.value.slice(input.selectionStart, input.selectionEnd)), 'source:nowhere')
    assert.equal(await window.page.locator('[role=search] u').textContent(), 'source:nowhere')
    await window.look(`filter-wrong-${scheme}`)
    // The marked part is typed over.
    await window.page.keyboard.type('source:shop')
    assert.equal(await field.getAttribute('aria-invalid'), 'false')
    await window.press('Enter')
    await window.row(/page\.viewed/).waitFor({ state: 'detached' })
    await window.row(/order\.paid/).waitFor()
    assert.match(window.page.url(), /source=shop/)
  })
}

test('free words say what they search, and status: asks for the state', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/order\.paid/).waitFor()
  await window.press('/')
  await window.page.keyboard.type('order')
  await window.sees('Searches event types for “order”. body:order searches bodies.')
  await window.press('ControlOrMeta+a')
  await window.page.keyboard.type('status:unrouted')
  await window.press('Enter')
  await window.page.getByRole('button', { name: 'Remove filter state unrouted' }).waitFor()
  await window.row(/page\.viewed/).waitFor()
})
