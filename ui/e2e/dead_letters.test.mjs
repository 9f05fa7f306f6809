// A batch of dead letters is recovered: chosen by a facet, tried with one, replayed, and what fails again is shown.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'

import { LocalProgram } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

// Fewer than open the destination's breaker.
const ERP = 9
const windows = useWindows()
let tacklebox, erp, search

before(async () => {
  tacklebox = await Tacklebox.start()
  erp = await LocalProgram.start({ statuses: [...Array(ERP).fill(500), ...Array(6).fill(200), 400, 400] })
  search = await LocalProgram.start({ statuses: [404, 404, 404] })
  for (const [name, program, pattern] of [['ERP', erp, 'order.*'], ['Search', search, 'page.*']]) {
    const destination = await tacklebox.api('POST', '/destinations', { name, url: program.url, concurrency: 1 })
    await tacklebox.api('POST', '/subscriptions', { event_types: [pattern], destination_id: destination.id, retry_schedule: { preset: 'none' } })
  }
  for (let sent = 0; sent < ERP; sent += 1) await tacklebox.api('POST', `/events?type=${sent % 3 ? 'order.paid' : 'order.refunded'}`, { sent })
  for (let sent = 0; sent < 3; sent += 1) await tacklebox.api('POST', '/events?type=page.viewed', { sent })
  await tacklebox.until('all gave up', async () => (await tacklebox.api('GET', '/overview')).counts.dead_letter === ERP + 3)
})

after(async () => {
  await tacklebox?.stop()
  erp?.end()
  search?.end()
})

const dead = async () => (await tacklebox.api('GET', '/overview')).counts.dead_letter

const listed = window => window.page.getByRole('region', { name: 'Dead letters' })

test('some are discarded, taken back, and exported', async () => {
  const window = await windows.open(tacklebox, { path: '/dead-letters', width: 900, height: 600, scheme: 'dark' })
  const bar = window.page.getByRole('toolbar', { name: 'What is selected' })
  await window.click('button', /^Search 3/)
  await listed(window).getByText('3 dead letters').waitFor()
  await window.row(/page\.viewed/).first().getByRole('gridcell').first().click()
  await bar.getByText('1 selected').waitFor()
  await window.look('dead-letters-marked')
  await bar.getByRole('button', { name: 'Discard' }).click()
  await listed(window).getByText('2 dead letters').waitFor()
  await window.page.getByRole('button', { name: 'Undo' }).click()
  await listed(window).getByText('3 dead letters').waitFor()

  await window.page.getByRole('grid').press('Control+a')
  await bar.getByText('All 3 matching').waitFor()
  const [download] = await Promise.all([window.page.waitForEvent('download'), bar.getByRole('button', { name: 'Export' }).click()])
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n').map(line => JSON.parse(line))
  assert.deepEqual(lines.map(line => JSON.parse(line.body).sent), [0, 1, 2])
  await bar.getByRole('button', { name: 'Discard' }).click()
  await tacklebox.until('they are discarded', async () => await dead() === ERP)
  await window.click('button', 'Discarded')
  await window.row(/page\.viewed/).first().waitFor()
  await window.look('dead-letters-bin')
})

test('one is tried, then the rest goes out, and those that fail again are shown', async () => {
  const window = await windows.open(tacklebox, { path: '/dead-letters' })
  await window.click('button', /^ERP 9/)
  await listed(window).getByText('9 dead letters').waitFor()
  await window.inspector.getByRole('link', { name: 'ERP 9 dead letters' }).waitFor()
  await window.page.getByRole('grid').press('Control+a')
  const bar = window.page.getByRole('toolbar', { name: 'What is selected' })
  await bar.getByText('All 9 matching').waitFor()
  await window.look('dead-letters')
  await bar.getByRole('button', { name: 'Replay…' }).click()
  const dialog = window.page.getByRole('dialog')
  await dialog.getByText('9 deliveries').waitFor()
  await window.look('dead-letters-replay')
  await dialog.getByRole('button', { name: 'Try 1 first' }).click()
  await dialog.getByText('The oldest arrived. The rest can follow.').waitFor()
  await dialog.getByRole('combobox', { name: 'Pace' }).click()
  await window.page.getByRole('option', { name: 'As fast as it is taken' }).click()
  await window.look('dead-letters-tried')
  await dialog.getByRole('button', { name: 'Replay 8' }).click()
  const card = window.page.getByRole('region', { name: 'Finished replay' })
  await card.getByText('6 ok, 2 failed').waitFor()
  await window.look('dead-letters-finished')
  await card.getByRole('button', { name: 'Show the 2' }).click()
  await listed(window).getByText('2 dead letters').waitFor()

  await window.goTo('Replays')
  const list = window.page.getByRole('list', { name: 'Replays, newest first' })
  await list.getByText('6 ok · 2 failed · 1 left out').waitFor()
  await window.look('replays')
  await list.getByRole('button', { name: 'Retry failed' }).click()
  await list.getByText('2 ok · 0 failed · 0 left out').waitFor()
})
