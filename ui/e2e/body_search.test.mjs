// Events are found by what stands in their bodies: a text, or a value that is clicked.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox

before(async () => {
  tacklebox = await Tacklebox.start()
  const source = await tacklebox.api('POST', '/sources', { name: 'Shop', provider: 'none' })
  for (const [type, object] of [
    ['order.paid', { customer: 'cus_1', amount: 4200 }],
    ['order.refunded', { customer: 'cus_2', note: 'was CUS_1 before' }],
    ['page.viewed', { customer: 'cus_3', amount: 4200 }],
  ]) {
    const body = JSON.stringify({ type, data: { object } })
    const response = await fetch(source.receive_url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    assert.equal(response.status, 200)
  }
})

after(() => tacklebox?.stop())

/** Waits until these kinds, newest first, are all that the list shows. */
async function shows(window, kinds) {
  const rows = window.page.getByRole('grid').getByRole('row')
  await window.row(new RegExp(kinds[0])).waitFor()
  await window.until(count => document.querySelectorAll('[role=grid] [role=row][aria-selected]').length === count, kinds.length)
  const texts = (await rows.allInnerTexts()).filter(text => /order\.|page\./.test(text))
  assert.deepEqual(texts.map(text => /(?:order|page)\.\w+/.exec(text)[0]), kinds)
}

test('a text is looked for in bodies, in any case', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/page\.viewed/).waitFor()
  await window.press('/')
  await window.page.keyboard.type('body:cus_1')
  await window.press('Enter')
  await window.page.getByRole('button', { name: 'Remove filter body cus_1' }).waitFor()
  await shows(window, ['order.refunded', 'order.paid'])
  await window.look('body-search')
  // What comes while it is looked for comes in, when it matches.
  const [source] = (await tacklebox.api('GET', '/sources')).items
  const send = body => fetch(source.receive_url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  await send('{"type":"page.left","of":"cus_9"}')
  await send('{"type":"order.sent","of":"cus_1"}')
  await shows(window, ['order.sent', 'order.refunded', 'order.paid'])
})

test('a value in the tree shows the events that have it', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/order\.paid/).first().click()
  await window.click('tab', 'Request')
  await window.page.getByRole('group', { name: 'Body' }).getByText('Tree', { exact: true }).click()
  const tree = window.page.getByRole('tree')
  await tree.focus()
  const open = async (...keys) => {
    await window.press(...keys)
    await tree.locator('[aria-expanded=true]').last().waitFor()
  }
  await open('End', 'ArrowRight')
  await window.sees('object', tree)
  await open('ArrowDown', 'ArrowRight')
  await window.sees('amount', tree)
  await window.press('End')
  await window.look('body-value')
  await window.click('button', 'Show events with this value')
  await window.page.getByRole('button', { name: 'Remove filter value data.object.amount=4200' }).waitFor()
  await shows(window, ['page.viewed', 'order.paid'])
})

test('a value is typed with its path, and half of it is refused', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/page\.viewed/).waitFor()
  await window.press('/')
  await window.page.keyboard.type('value:data.object.customer')
  await window.press('Enter')
  await window.page.getByRole('alert').getByText('A path and a value belong together').waitFor()
  await window.page.keyboard.type('value:data.object.customer=cus_3')
  await window.press('Enter')
  await shows(window, ['page.viewed'])
})
