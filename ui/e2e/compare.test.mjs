// A failing delivery is compared with the last success of its kind, path by path.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { LocalProgram } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox, program, source, address

const charge = (id, object, version) => JSON.stringify({ type: 'charge.refunded', id, api_version: version, data: { object } })
const send = body => fetch(source.receive_url, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: AbortSignal.timeout(60_000) })

before(async () => {
  tacklebox = await Tacklebox.start()
  program = await LocalProgram.start({ statuses: [200, 422] })
  source = await tacklebox.api('POST', '/sources', { name: 'Shop', provider: 'none', slug: 'shop' })
  const destination = await tacklebox.api('POST', '/destinations', { name: 'Billing', url: program.url })
  await tacklebox.api('POST', '/subscriptions', { source_id: source.id, event_types: ['charge.*'], destination_id: destination.id, retry_schedule: { preset: 'none' } })
  const settled = state => tacklebox.until(state, async () => (await tacklebox.api('GET', `/deliveries?state=${state}`)).items.length === 1)
  await send(charge('evt_1', { amount: 4200, receipt_email: 'ada@example.com', lines: [1, 2] }, '2024-06-20'))
  await settled('delivered')
  await send(charge('evt_2', { lines: [1, 2], presentment: { currency: 'eur' }, amount: '4200' }, '2026-10-28'))
  await settled('dead_letter')
  const [event] = (await tacklebox.api('GET', '/deliveries?state=dead_letter')).items
  const [success] = (await tacklebox.api('GET', '/deliveries?state=delivered')).items
  address = `/compare?left=${success.event_id}&right=${event.event_id}`
})

after(async () => {
  program?.end()
  await tacklebox?.stop()
})

/** The way a person takes: a failed row is chosen, and C pressed. */
async function comparedByKey() {
  const window = await windows.open(tacklebox)
  await window.row(/Dead letter/).first().click()
  await window.inspector.getByText('charge.refunded').first().waitFor()
  await window.press('c')
  await window.page.getByRole('complementary', { name: 'Changed paths' }).waitFor()
  return window
}

/** The same two, by their address. */
async function compared(options) {
  const window = await windows.open(tacklebox, { path: address, ...options })
  await window.page.getByRole('complementary', { name: 'Changed paths' }).waitFor()
  return window
}

test('C shows exactly the paths that changed since the last success, in groups', async () => {
  const window = await comparedByKey()
  const paths = window.page.getByRole('complementary', { name: 'Changed paths' })
  const entries = await paths.getByRole('button').filter({ has: window.page.locator('code') }).allInnerTexts()
  assert.deepEqual(entries.map(each => each.split('\n').map(line => line.trim()).filter(Boolean).slice(1, 2)[0]), ['data.object.amount', 'api_version', 'data.object.presentment', 'data.object.receipt_email'])
  for (const group of ['Type changed', 'Value changed', 'Added', 'Removed']) await paths.getByRole('region', { name: group }).waitFor()
  await window.sees('1 of 4')
  await window.page.getByLabel('Value in A').getByText('4200').waitFor()
  await window.press('n')
  await window.sees('2 of 4')
  await window.page.getByLabel('Value in B').getByText('2026-10-28').waitFor()
  await window.press('p', 'p')
  await window.sees('4 of 4')
})

test('sides are swapped, a path is ignored and minded again, and the patch makes B of A', async () => {
  const window = await compared()
  await window.press('x')
  await window.page.getByLabel('Value in B').getByText('4200', { exact: false }).waitFor()
  await window.press('x')
  await window.click('button', /^Ignore$/)
  await window.sees('1 of 3')
  await window.click('button', 'Do not ignore /data/object/amount')
  await window.sees('1 of 4')
  await window.click('button', 'Copy as JSON Patch')
  const patch = JSON.parse(await window.copied('[{'))
  assert.ok(patch.some(({ op, path, value }) => op === 'replace' && path === '/data/object/amount' && value === '4200'), JSON.stringify(patch))
  assert.ok(patch.some(({ op, path }) => op === 'remove' && path === '/data/object/receipt_email'))
})

for (const scheme of ['light', 'dark']) {
  for (const [width, height] of [[1280, 800], [900, 600]]) {
    test(`the comparison is looked at, ${scheme}, ${width}×${height}`, async () => {
      const window = await compared({ width, height, scheme })
      await window.sees('1 of 4')
      await window.look(`compare-${scheme}-${width}`)
    })
  }
}
