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
  // What usually differs is minded too, and ignored again.
  await window.click('button', 'Do not ignore /id')
  await window.sees('1 of 5')
  await window.click('button', 'Ignore volatile paths')
  await window.sees('1 of 4')
  await window.click('button', 'Copy as JSON Patch')
  const patch = JSON.parse(await window.copied('[{'))
  assert.ok(patch.some(({ op, path, value }) => op === 'replace' && path === '/data/object/amount' && value === '4200'), JSON.stringify(patch))
  assert.ok(patch.some(({ op, path }) => op === 'remove' && path === '/data/object/receipt_email'))
})

/** Two payloads that belong to no event, compared. */
async function loose(left, right, search = '', options = {}) {
  const take = async payload => {
    const headers = { authorization: `Bearer ${tacklebox.token}`, 'content-type': 'application/octet-stream' }
    const response = await fetch(`${tacklebox.control}/api/v1/compare/payloads`, { method: 'POST', headers, body: payload, signal: AbortSignal.timeout(60_000) })
    return (await response.json()).id
  }
  return windows.open(tacklebox, { path: `/compare?left=${await take(left)}&right=${await take(right)}${search}`, ...options })
}

test('elements are matched by their id, and moved ones are told as moved', async () => {
  const lines = [{ id: 'a', price: 1 }, { id: 'b', price: 2 }, { id: 'c', price: 3 }]
  const [a, b, c] = lines
  const window = await loose(JSON.stringify({ lines }), JSON.stringify({ lines: [{ id: 'new' }, c, a, { ...b, price: 5 }] }))
  const paths = window.page.getByRole('complementary', { name: 'Changed paths' })
  await paths.getByRole('region', { name: 'Moved' }).getByText('lines[2]').waitFor()
  await paths.getByRole('region', { name: 'Value changed' }).getByText('lines[1].price').waitFor()
  await paths.getByRole('region', { name: 'Added' }).getByText('lines[0]').waitFor()
  await window.sees('1 of 3')
  await paths.getByRole('combobox', { name: 'Elements of lists' }).click()
  await window.click('option', /in any order/)
  await window.sees('1 of 2')
  await paths.getByRole('combobox', { name: 'Elements of lists' }).click()
  await window.click('option', /by place/)
  await window.sees('1 of 7')
})

test('text is compared line by line, in one column or two, with what is unchanged folded', async () => {
  const text = (changed, last) => Array.from({ length: 40 }, (_, line) => (line === 20 ? `line 20 is ${changed}` : `line ${line}`)).join('\n') + last
  const sides = [text('old', ''), text('new', '\nadded')]
  const wide = await loose(...sides, '&mode=text')
  const lines = wide.page.getByRole('region', { name: 'Lines' })
  await lines.getByText('line 20 is old').waitFor()
  assert.equal(await lines.locator('[data-row]').filter({ hasText: 'line 20' }).innerText().then(words => words.replaceAll(/\s+/g, ' ')), '21 − line 20 is old 21 + line 20 is new')
  await wide.sees('1 of 2')
  await wide.press('n')
  await wide.sees('2 of 2')
  await wide.click('button', '17 unchanged lines')
  await lines.getByText('line 3', { exact: true }).first().waitFor()
  const narrow = await loose(...sides, '&mode=text', { width: 900, height: 600 })
  const column = narrow.page.getByRole('region', { name: 'Lines' })
  await column.getByText('line 20 is new').waitFor()
  const rows = await column.locator('[data-row]').filter({ hasText: 'line 20' }).allInnerTexts()
  assert.deepEqual(rows.map(words => words.replaceAll(/\s+/g, ' ').trim()), ['21 − line 20 is old', '21 + line 20 is new'])
})

test('the lines around a change are shown below its values', async () => {
  const order = (...changed) => JSON.stringify({ list: Array.from({ length: 900 }, (_, number) => (changed.includes(number) ? 'changed' : number)) })
  const window = await loose(order(), order(7, 800))
  const current = window.page.getByRole('region', { name: 'Lines' }).locator('[data-current]')
  await current.getByText('"changed"').first().waitFor()
  await window.press('n')
  await window.page.getByRole('region', { name: 'Lines' }).getByText('803', { exact: true }).first().waitFor()
  await window.until(() => [...document.querySelectorAll('[data-current]')].some(row => row.textContent.includes('800')))
  // Only the box scrolls, never what is around it.
  const small = await compared({ width: 900, height: 600 })
  await small.page.getByRole('region', { name: 'Lines' }).locator('[data-current]').first().waitFor()
  await small.press('n')
  await small.sees('2 of 4')
  assert.equal(await small.page.evaluate(() => [...document.querySelectorAll('main, main *')].filter(each => each.scrollTop > 0 && each.getAttribute('role') !== 'region').length), 0)
  await small.page.getByRole('button', { name: /Swap/ }).click()
})

test('what is not JSON offers to be compared as text', async () => {
  const window = await loose('{}', 'no JSON')
  await window.sees(/not JSON/)
  await window.click('button', 'Compare as text')
  await window.page.getByRole('region', { name: 'Lines' }).getByText('no JSON').waitFor()
  window.forgive(/422/)
})

test('a large text comes page by page, and the last change is found', async () => {
  const text = last => Array.from({ length: 1_500 }, (_, line) => (line % 2 ? `${line} ${last}` : 'same')).join('\n')
  const window = await loose(text('a'), text('b'), '&mode=text')
  await window.sees('1 of 750')
  await window.press('p')
  await window.sees('750 of 750')
  await window.page.getByRole('region', { name: 'Lines' }).getByText('1499 b').waitFor()
})

test('of ten megabytes with four changes exactly four paths are shown', async () => {
  const lines = Array.from({ length: 100_000 }, (_, number) => ({ id: `li_${number}`, sku: `sku-${number}`, quantity: number, tags: ['a', 'b'], price: '9.95', note: 'as ordered' }))
  const before = JSON.stringify({ version: 1, lines })
  assert.ok(before.length > 10_000_000, `${before.length} bytes`)
  lines[50_000].quantity = '50000'
  lines[70_000].price = '8.95'
  delete lines[99_999].note
  const window = await loose(before, JSON.stringify({ version: 2, lines }))
  const paths = window.page.getByRole('complementary', { name: 'Changed paths' })
  await window.sees('1 of 4')
  const shown = await paths.locator('button code').allInnerTexts()
  assert.deepEqual(shown, ['lines[50000].quantity', 'version', 'lines[70000].price', 'lines[99999].note'])
  await window.page.getByText('Text', { exact: true }).click()
  await window.sees('1 of 4')
  await window.press('p')
  await window.sees('4 of 4')
  await window.page.getByRole('region', { name: 'Lines' }).locator('[data-current]').getByText('"9.95"').first().waitFor()
})

test('headers are compared by name', async () => {
  const window = await compared()
  await window.page.getByText('Headers', { exact: true }).click()
  const headers = window.page.getByRole('region', { name: 'Headers' })
  const row = headers.getByRole('row').filter({ hasText: 'content-length' })
  assert.match((await row.innerText()).replaceAll(/\s+/g, ' '), /content-length \d+ \d+/)
  await window.page.getByText('Only what differs').click()
  await headers.getByText('content-type').waitFor({ state: 'hidden' })
  await row.waitFor()
})

test('it is told since when a field is what it is', async () => {
  const window = await compared()
  await window.sees('data.object.amount')
  await window.click('button', 'When did this first change?')
  await window.sees(/First in this event/)
  await window.click('link', 'Compare it with the one before')
  await window.sees('1 of 4')
})

test('the Compare tab lists what changed since the last success, and a path opens the comparison there', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/Dead letter/).first().click()
  await window.click('tab', 'Compare', window.inspector)
  await window.sees(/Against the last success/, window.inspector)
  await window.look('compare-tab')
  await window.click('button', /api_version/, window.inspector)
  await window.sees('2 of 4')
  await window.page.getByLabel('Value in B').getByText('2026-10-28').waitFor()
})

test('key 5 shows the Compare tab, which opens the whole comparison', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/Dead letter/).first().click()
  await window.inspector.getByText('charge.refunded').first().waitFor()
  await window.press('5')
  await window.click('button', 'Open the comparison', window.inspector)
  await window.sees('1 of 4')
})

test('answers of two attempts, and of a replay and what it replays, are compared', async () => {
  const [dead] = (await tacklebox.api('GET', '/deliveries?state=dead_letter')).items
  const replay = await tacklebox.api('POST', `/deliveries/${dead.id}/replay`, {})
  await tacklebox.until('the replay is delivered', async () => (await tacklebox.api('GET', `/deliveries/${replay.id}`)).state === 'delivered')
  const window = await windows.open(tacklebox, { path: `/timeline?selected=${replay.id}&tab=attempts` })
  const choice = window.inspector.getByRole('group', { name: 'Compare attempts' })
  await choice.getByRole('combobox', { name: 'First attempt' }).getByText('Original, attempt 1: 422').waitFor()
  await window.look('compare-attempts')
  await window.click('button', 'Compare responses', choice)
  const lines = window.page.getByRole('region', { name: 'Lines' })
  await lines.getByText('not now').waitFor()
  await lines.getByText('thank you').waitFor()
  await window.sees('Answer to attempt 1')
  await window.click('button', 'Put another in A')
  await window.click('menuitem', 'Billing · attempt 1 · 200')
  await window.sees('Nothing differs')

  const again = await windows.open(tacklebox, { path: `/timeline?selected=${replay.id}&tab=attempts` })
  await again.click('button', 'Compare requests', again.inspector)
  await again.sees('Request of attempt 1')
  await again.sees('White space between values does not count.')
  await again.page.getByText('Headers', { exact: true }).click()
  await again.page.getByRole('row').filter({ hasText: 'webhook-timestamp' }).waitFor()
})

test('a file that is dropped on the inspector is compared with the event', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/Dead letter/).first().click()
  await window.inspector.getByText('charge.refunded').first().waitFor()
  const dropped = await window.page.evaluateHandle(text => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([text], 'order.json', { type: 'application/json' }))
    return transfer
  }, charge('evt_2', { lines: [1, 2], amount: '4200' }, '2026-10-28'))
  await window.inspector.locator('span[aria-hidden]', { hasText: 'Drop a file to compare' }).waitFor({ state: 'attached' })
  await window.inspector.dispatchEvent('dragover', { dataTransfer: dropped })
  await window.sees('Drop a file to compare it with this event')
  await window.inspector.dispatchEvent('drop', { dataTransfer: dropped })
  await window.page.getByRole('complementary', { name: 'Changed paths' }).getByText('data.object.presentment').waitFor()
  await window.sees('1 of 1')
  assert.match(new URL(window.page.url()).searchParams.get('left'), /^loose:/)
  await window.sees('order.json')
})

test('another payload is put on a side', async () => {
  const window = await compared()
  await window.click('button', 'Put another in A')
  const chosen = window.page.waitForEvent('filechooser')
  await window.click('menuitem', 'A file…')
  await (await chosen).setFiles({ name: 'order.json', mimeType: 'application/json', buffer: Buffer.from('{"type":"charge.refunded"}') })
  await window.page.getByRole('complementary', { name: 'Changed paths' }).getByText('data', { exact: true }).waitFor()
  assert.match(new URL(window.page.url()).searchParams.get('left'), /^loose:/)
})

for (const scheme of ['light', 'dark']) {
  for (const [width, height] of [[1280, 800], [900, 600]]) {
    test(`the comparison is looked at, ${scheme}, ${width}×${height}`, async () => {
      const window = await compared({ width, height, scheme })
      await window.sees('1 of 4')
      await window.look(`compare-${scheme}-${width}`)
      await window.page.getByText('Text', { exact: true }).click()
      await window.sees(/unchanged|\+ \d+ line/)
      await window.look(`compare-text-${scheme}-${width}`)
      await window.page.getByText('Headers', { exact: true }).click()
      await window.page.getByRole('table').waitFor()
      await window.look(`compare-headers-${scheme}-${width}`)
    })
  }
}

test('a changed path becomes a column of the timeline, among the events of its kind', async () => {
  const window = await compared()
  await window.sees('data.object.amount')
  await window.click('button', 'Show as a column')
  await window.page.waitForURL(url => url.pathname === '/timeline' && url.searchParams.get('type') === 'charge.refunded')
  await window.page.getByRole('columnheader', { name: 'data.object.amount' }).waitFor()
  await window.row(/Dead letter/).getByText('4200').waitFor()
})

test('a changed path becomes a filter for its value, and a whole object is none', async () => {
  const window = await compared()
  await window.sees('data.object.amount')
  await window.click('button', 'Use as filter')
  await window.page.waitForURL(url => url.pathname === '/timeline' && url.searchParams.get('value') === 'data.object.amount=4200')
  await window.row(/Dead letter/).waitFor()
  // As text 4200 is what the number 4200 is.
  await window.row(/Delivered/).first().waitFor()
  await window.page.goBack()
  await window.page.getByRole('complementary', { name: 'Changed paths' }).getByText('data.object.presentment').click()
  const reason = window.page.getByRole('button', { name: 'Use as filter' })
  assert.equal(await reason.getAttribute('aria-disabled'), 'true')
})

test('lines in which a pattern is found do not count, the pattern is changed and taken back, and a bad one is told', async () => {
  const window = await compared()
  await window.page.getByText('Text', { exact: true }).click()
  await window.page.getByRole('region', { name: 'Lines' }).waitFor()
  const before = await window.page.getByText(/^− \d+ lines?$/).innerText()
  const pattern = window.page.getByRole('textbox', { name: 'Ignore lines in which this is found' })
  await pattern.fill('"api_version"')
  await pattern.press('Enter')
  await window.sees('1 line ignored')
  assert.notEqual(await window.page.getByText(/^− \d+ lines?$/).innerText(), before)
  assert.equal(new URL(window.page.url()).searchParams.get('lines'), '"api_version"')

  await window.click('button', 'Change "api_version"')
  assert.equal(await pattern.inputValue(), '"api_version"')
  await pattern.fill('"api_(version')
  await pattern.press('Enter')
  await window.sees('invalid_pattern')
  await window.sees(/is no regular expression: unclosed group/)
  await window.look('compare-ignored-lines')
  await window.click('button', 'Do not ignore "api_(version')
  await window.page.getByText(before, { exact: true }).waitFor()
  window.forgive(/422/)
})
