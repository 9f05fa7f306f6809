// Rows of the timeline are marked by keys and mouse, and compared, replayed and exported together.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'

import { LocalProgram } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const PAID = 6
const REFUNDED = 3
const windows = useWindows()
let tacklebox, shop, erp

before(async () => {
  tacklebox = await Tacklebox.start()
  shop = await LocalProgram.start({ statuses: [200] })
  erp = await LocalProgram.start({ statuses: [500, 500, 500, 200] })
  for (const [name, program, type] of [['Shop', shop, 'order.paid'], ['ERP', erp, 'order.refunded']]) {
    const destination = await tacklebox.api('POST', '/destinations', { name, url: program.url, concurrency: 1 })
    await tacklebox.api('POST', '/subscriptions', { event_types: [type], destination_id: destination.id, retry_schedule: { preset: 'none' } })
  }
  for (let sent = 0; sent < REFUNDED; sent += 1) await tacklebox.api('POST', '/events?type=order.refunded', { sent })
  for (let sent = 0; sent < PAID; sent += 1) await tacklebox.api('POST', '/events?type=order.paid', { sent, amount: sent * 10 })
  await tacklebox.until('all is over', async () => {
    const { counts } = await tacklebox.api('GET', '/overview')
    return counts.dead_letter === REFUNDED && counts.delivered === PAID
  })
})

after(async () => {
  await tacklebox?.stop()
  shop?.end()
  erp?.end()
})

const barOf = window => window.page.getByRole('toolbar', { name: 'What is selected' })
const rowsOf = window => window.page.getByRole('grid', { name: 'Deliveries' }).getByRole('row', { selected: true })

test('Shift and the arrows mark a range that can shrink again, and two rows are compared', async () => {
  const window = await windows.open(tacklebox, { path: '/timeline' })
  await window.row(/order\.paid/).first().click()
  await window.press('Shift+ArrowDown', 'Shift+ArrowDown')
  await barOf(window).getByText('3 selected').waitFor()
  await window.look('timeline-selected')
  assert.match(await barOf(window).getByRole('button', { name: /^Compare/ }).getAttribute('aria-disabled') ?? '', /true/)
  await window.press('Shift+ArrowUp')
  await barOf(window).getByText('2 selected').waitFor()
  assert.equal(await rowsOf(window).count(), 2)
  await window.press('c')
  await window.page.waitForURL(/\/compare\?/)
  const address = new URL(window.page.url()).searchParams
  const [newest, second] = (await tacklebox.api('GET', '/timeline?limit=2')).items
  assert.deepEqual([address.get('left'), address.get('right')], [second.event_id, newest.event_id])
  await window.sees('amount')
})

test('clicks with Shift and Ctrl mark rows, Space marks one, and Escape lets go of them first', async () => {
  const window = await windows.open(tacklebox, { path: '/timeline', width: 900, height: 600, scheme: 'dark' })
  await window.row(/order\.paid/).nth(1).click()
  await window.row(/order\.paid/).nth(4).click({ modifiers: ['Shift'] })
  await barOf(window).getByText('4 selected').waitFor()
  await window.row(/order\.paid/).nth(2).click({ modifiers: ['Control'] })
  await barOf(window).getByText('3 selected').waitFor()
  await window.look('timeline-selected-narrow')
  await window.press('Escape')
  await barOf(window).waitFor({ state: 'hidden' })
  // What is open stays open.
  await window.sees('order.paid', window.inspector)

  // With nothing marked, the row that is open is taken along.
  await window.row(/order\.paid/).nth(3).click({ modifiers: ['Control'] })
  await barOf(window).getByText('2 selected').waitFor()
  await window.press('Space')
  await barOf(window).getByText('1 selected').waitFor()
  await barOf(window).getByRole('button', { name: 'Clear' }).click()
  await barOf(window).waitFor({ state: 'hidden' })
})

test('marked rows are exported, and nothing else', async () => {
  const window = await windows.open(tacklebox, { path: '/timeline' })
  await window.row(/order\.paid/).first().click()
  await window.press('Shift+ArrowDown', 'Control+e')
  const dialog = window.page.getByRole('dialog')
  await dialog.getByText('2 selected').waitFor()
  await dialog.getByText('JSON lines').click()
  const [download] = await Promise.all([window.page.waitForEvent('download'), dialog.getByRole('button', { name: 'Export' }).click()])
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n')
  assert.equal(lines.length, 2)
})

test('everything that the filter shows is replayed', async () => {
  const window = await windows.open(tacklebox, { path: '/timeline?state=failed&type=order.*&code=5xx' })
  await window.row(/order\.refunded/).first().waitFor()
  await window.page.getByRole('grid', { name: 'Deliveries' }).press('Control+a')
  await barOf(window).getByText('All 3 matching').waitFor()
  await window.press('r')
  const dialog = window.page.getByRole('dialog', { name: 'Replay what is selected' })
  await dialog.getByText('3 deliveries').waitFor()
  await window.look('timeline-selected-replay')
  await dialog.getByRole('button', { name: 'Replay 3' }).click()
  await tacklebox.until('they arrived', async () => (await tacklebox.api('GET', '/overview')).counts.delivered === PAID + REFUNDED)
  const [replay] = (await tacklebox.api('GET', '/replays')).items
  assert.deepEqual([replay.made, replay.states, replay.event_type, replay.status], [3, ['dead_letter'], 'order.*', '500-599'])
})

test('what still waits cannot be replayed, and the button says so', async () => {
  const window = await windows.open(tacklebox, { path: '/timeline?state=unrouted,delivered' })
  await window.row(/order\.paid/).first().waitFor()
  await window.page.getByRole('grid', { name: 'Deliveries' }).press('Control+a')
  await barOf(window).getByText(/^All \d+ matching/).waitFor()
  await window.page.goto(`${tacklebox.control}/timeline?state=unrouted`)
  await tacklebox.api('POST', '/events?type=nobody.listens', {})
  await window.row(/nobody\.listens/).first().waitFor()
  await window.page.getByRole('grid', { name: 'Deliveries' }).press('Control+a')
  await barOf(window).getByRole('button', { name: /^Replay/ }).hover()
  await window.sees('Only deliveries that are over can be replayed.')
})

test('a key means what is marked, not the row that is open', async () => {
  const window = await windows.open(tacklebox, { path: '/timeline?type=order.paid' })
  await window.row(/order\.paid/).first().click()
  await window.inspector.getByRole('button', { name: /^Replay/ }).waitFor()
  await window.press('Shift+ArrowDown')
  await barOf(window).getByText('2 selected').waitFor()
  const before = (await tacklebox.api('GET', '/overview')).counts.total
  await window.press('r')
  await window.page.getByRole('dialog', { name: 'Replay what is selected' }).getByText('2 deliveries').waitFor()
  await window.press('Escape')
  await window.page.getByRole('dialog').waitFor({ state: 'detached' })
  assert.equal((await tacklebox.api('GET', '/overview')).counts.total, before)
})
