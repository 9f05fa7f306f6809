// A view of the timeline: values of the body as columns, saved under a name, found in the rail, renamed, deleted, taken back.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { LocalProgram } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox, shop

before(async () => {
  tacklebox = await Tacklebox.start()
  shop = await LocalProgram.start({ statuses: [200] })
  const destination = await tacklebox.api('POST', '/destinations', { name: 'Shop', url: shop.url, concurrency: 1 })
  await tacklebox.api('POST', '/subscriptions', { event_types: ['order.*'], destination_id: destination.id })
  // Numbers that no number of JavaScript holds, so the body is sent as it is written here.
  for (const [type, body] of [['order.paid', '{"data":{"amount":12345678901234567890.10}}'], ['order.refunded', '{"data":{"amount":"4200"}}'], ['order.paid', '{}']]) {
    const headers = { authorization: `Bearer ${tacklebox.token}`, 'content-type': 'application/json' }
    const answer = await fetch(`${tacklebox.control}/api/v1/events?type=${type}`, { method: 'POST', headers, body })
    assert.equal(answer.status, 202)
  }
  await tacklebox.until('all arrived', async () => (await tacklebox.api('GET', '/overview')).counts.delivered === 3)
})

after(async () => {
  await tacklebox?.stop()
  shop?.end()
})

const menu = async (window, entry) => {
  await window.page.getByRole('button', { name: /^View/ }).click()
  await window.page.getByRole('menuitem', { name: entry }).click()
}
const rail = window => window.page.getByRole('navigation', { name: 'Main' })
const headers = window => window.page.getByRole('grid', { name: 'Deliveries' }).getByRole('columnheader').allTextContents()

test('a value of the body is a column, digit by digit, and the order of columns is kept in the address', async () => {
  const window = await windows.open(tacklebox, { path: '/timeline' })
  await window.row(/order\.refunded/).waitFor()
  await menu(window, 'Columns…')
  const dialog = window.page.getByRole('dialog', { name: 'Columns' })
  await dialog.getByRole('textbox', { name: 'A value of the body' }).fill('data..amount')
  await dialog.getByRole('button', { name: 'Add' }).click()
  await dialog.getByText(/does not lead to a value/i).waitFor()
  await dialog.getByRole('textbox', { name: 'A value of the body' }).fill('data.amount')
  await dialog.getByRole('button', { name: 'Add' }).click()
  await dialog.getByRole('button', { name: 'Leave out Latency' }).click()
  await dialog.getByRole('button', { name: 'Move data.amount up' }).click()
  await window.look('timeline-columns-dialog')
  await dialog.getByRole('button', { name: 'Done' }).click()
  assert.deepEqual(await headers(window), ['State', 'Received', 'Source', 'Event type', 'Destination', 'Code', 'data.amount', 'Tries'])
  await window.row(/order\.paid.*12345678901234567890\.10/).waitFor()
  await window.row(/order\.refunded.*4200/).waitFor()
  await window.row(/order\.paid.*—/).waitFor()
  await window.look('timeline-columns')
  assert.match(decodeURIComponent(window.page.url()), /columns=state,received,source,type,destination,code,body\.data\.amount,tries/)
  window.forgive(/422/)
})

test('a view is saved with its filter and columns, and stands in the rail of every window', async () => {
  const window = await windows.open(tacklebox, { path: '/timeline?type=order.paid&columns=state,type,body.data.amount' })
  await window.row(/order\.paid/).first().waitFor()
  await window.page.getByRole('button', { name: 'View' }).waitFor()
  await window.press('Control+s')
  const dialog = window.page.getByRole('dialog', { name: 'Save as a view' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Paid amounts')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await rail(window).getByRole('link', { name: 'Paid amounts' }).and(window.page.locator('[aria-current=page]')).waitFor()
  await window.look('timeline-saved-view')

  const other = await windows.open(tacklebox, { path: '/timeline', scheme: 'dark' })
  await rail(other).getByRole('link', { name: 'Paid amounts' }).click()
  await other.row(/12345678901234567890\.10/).waitFor()
  assert.deepEqual(await headers(other), ['State', 'Event type', 'data.amount'])
  assert.equal(await other.row(/order\.refunded/).count(), 0)
  await other.look('timeline-saved-view-dark')
  await other.page.reload()
  await other.row(/12345678901234567890\.10/).waitFor()
  assert.match(other.page.url(), /view=viw_/)

  // What is changed since is saved by the same key.
  await other.page.getByRole('button', { name: 'Remove filter type order.paid' }).click()
  await other.row(/order\.refunded/).waitFor()
  assert.doesNotMatch(other.page.url(), /view=/)
  await rail(other).getByRole('link', { name: 'Paid amounts' }).click()
  await other.page.getByRole('combobox', { name: 'Filter' }).fill('state:delivered')
  await other.press('Enter')
  await other.page.getByTitle('Changed since it was saved').waitFor()
  await other.page.getByRole('grid', { name: 'Deliveries' }).press('Control+s')
  await other.sees('View “Paid amounts” saved.')
  const [view] = (await tacklebox.api('GET', '/views')).items
  assert.equal(view.filter, 'state:delivered type:order.paid')
})

test('a filter that shows nothing can be saved as a view all the same', async () => {
  const window = await windows.open(tacklebox, { path: '/timeline?type=order.lost' })
  await window.click('button', 'Save as a view')
  await window.page.getByRole('dialog', { name: 'Save as a view' }).getByRole('textbox', { name: 'Name' }).fill('Lost')
  await window.press('Enter')
  await rail(window).getByRole('link', { name: 'Lost' }).waitFor()
})

test('a view is renamed and deleted in the rail, and deleting is undone', async () => {
  const window = await windows.open(tacklebox, { path: '/timeline' })
  await rail(window).getByRole('button', { name: 'What to do with “Paid amounts”' }).click()
  await window.click('menuitem', 'Rename…')
  const dialog = window.page.getByRole('dialog', { name: 'Rename the view' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Amounts')
  await window.press('Enter')
  await rail(window).getByRole('link', { name: /^Amounts( \d+)?$/ }).click()
  await menu(window, 'Delete “Amounts”')
  await window.sees('View “Amounts” deleted')
  await rail(window).getByRole('link', { name: /^Amounts( \d+)?$/ }).waitFor({ state: 'detached' })
  await window.click('button', 'Undo')
  await rail(window).getByRole('link', { name: /^Amounts( \d+)?$/ }).waitFor()
  await window.goTo('Timeline')
  await window.press('Control+k')
  await window.page.getByRole('dialog').getByRole('combobox').fill('amounts')
  await window.page.getByRole('option', { name: /Amounts/ }).first().click()
  await window.page.waitForURL(/view=viw_/)
})

test('beside a saved view stands how many rows it shows, and it follows what happens', async () => {
  const view = await tacklebox.api('POST', '/views', { name: 'Refunds', filter: 'type:order.refunded' })
  const unknown = await tacklebox.api('POST', '/views', { name: 'Of nobody', filter: 'source:nobody' })
  const window = await windows.open(tacklebox, { path: '/timeline' })
  await rail(window).getByRole('link', { name: 'Refunds 1', exact: true }).waitFor()
  await rail(window).getByRole('link', { name: 'Of nobody', exact: true }).waitFor()
  const headers = { authorization: `Bearer ${tacklebox.token}`, 'content-type': 'application/json' }
  await fetch(`${tacklebox.control}/api/v1/events?type=order.refunded`, { method: 'POST', headers, body: '{}' })
  await rail(window).getByRole('link', { name: 'Refunds 2', exact: true }).waitFor()
  await window.look('saved-view-counts')
  for (const { id } of [view, unknown]) await tacklebox.api('DELETE', `/views/${id}`)
})
