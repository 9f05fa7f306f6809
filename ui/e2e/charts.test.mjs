// How a destination did over time: charts that are read by pointer and keys, as a table, and a day in each list.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { LocalProgram } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox, program, destination, quiet

before(async () => {
  tacklebox = await Tacklebox.start()
  program = await LocalProgram.start({ statuses: [200, 200, 503, 200] })
  destination = await tacklebox.api('POST', '/destinations', { name: 'Shop', url: program.url })
  quiet = await tacklebox.api('POST', '/destinations', { name: 'Archive', url: program.url })
  await tacklebox.api('POST', '/sources', { name: 'Partner', provider: 'none', slug: 'partner', unsigned: 'accept' })
  await tacklebox.api('POST', '/subscriptions', { event_types: ['order.*'], destination_id: destination.id, retry_schedule: { preset: 'none' } })
  for (let sent = 0; sent < 4; sent += 1) {
    const received = await fetch(`${tacklebox.receive}/in/partner`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"type":"order.paid"}' })
    assert.equal(received.status, 200)
  }
  await tacklebox.until('all are over', async () => {
    const { counts } = await tacklebox.api('GET', '/overview')
    return counts.delivered === 3 && counts.dead_letter === 1
  })
})

after(async () => {
  await tacklebox?.stop()
  program?.end()
})

const region = window => window.page.getByRole('region', { name: 'Figures over time' })
const charts = window => region(window).getByRole('slider')

test('the API answers what happened, bucket by bucket', async () => {
  const { bucket_ms, buckets, total } = await tacklebox.api('GET', `/destinations/${destination.id}/figures?last_ms=3600000`)
  assert.equal(bucket_ms, 60_000)
  assert.equal(buckets.length, 60)
  assert.deepEqual([total.events, total.succeeded, total.failed, total.success_percent, total.waiting], [4, 3, 1, 75, 0])
  assert.ok(total.p50_ms > 0 && total.p50_ms <= total.p95_ms && total.p95_ms <= total.p99_ms)
  assert.equal(buckets.reduce((sum, bucket) => sum + bucket.succeeded, 0), 3)
  const all = await tacklebox.api('GET', '/figures?last_ms=86400000&buckets=24')
  assert.deepEqual([all.bucket_ms, all.buckets.length, all.total.events], [3_600_000, 24, 4])
  const refused = await tacklebox.api('GET', '/figures?buckets=0').catch(error => error)
  assert.match(String(refused.message ?? refused), /buckets/)
})

test('charts are read by the pointer, by keys and as a table, over three spans', async () => {
  const window = await windows.open(tacklebox, { path: `/destinations/${destination.id}` })
  const slider = charts(window)
  await slider.getByText('75% of 4 attempts').waitFor()
  await slider.getByText('0 waiting').waitFor()
  await slider.getByText('the last 24 hours', { exact: true }).waitFor()
  assert.equal(await slider.locator('canvas').count(), 3)

  // The newest bucket stands at the right end; by the pointer its time is read in place of the span.
  const canvas = slider.locator('.u-over').first()
  const box = await canvas.boundingBox()
  await window.page.mouse.move(box.x + 2, box.y + box.height / 2)
  await slider.getByText('no attempt').waitFor()
  await window.page.mouse.move(box.x + box.width - 1, box.y + box.height / 2)
  await slider.getByText('75% of 4 attempts').waitFor()
  await slider.getByText(/^\d+ \w+ \d\d:\d\d–\d\d:\d\d$/).waitFor()
  await window.look('charts')
  await window.page.mouse.move(0, 0)

  await slider.focus()
  await window.press('End')
  assert.match(await slider.getAttribute('aria-valuetext'), /75% of 4 attempts, p50 .*, p95 .*, p99 .*, 0 waiting$/)
  await window.press('Home')
  assert.match(await slider.getAttribute('aria-valuetext'), /no attempt, 0 waiting$/)
  await window.press('Escape')
  assert.match(await slider.getAttribute('aria-valuetext'), /75% of 4 attempts/)

  await window.click('button', 'As a table', region(window))
  const table = region(window).getByRole('table', { name: 'Figures of the last 24 hours' })
  await table.getByRole('cell', { name: '75% of 4 attempts' }).waitFor()
  assert.equal(await table.getByRole('rowheader').count(), 1)
  await window.look('charts-table')
  await window.click('button', 'As charts', region(window))

  for (const [name, words] of [['1 h', 'the last hour'], ['7 d', 'the last 7 days']]) {
    await region(window).getByText(name, { exact: true }).click()
    await slider.getByText(words, { exact: true }).waitFor()
    await slider.getByText('75% of 4 attempts').waitFor()
  }
})

test('charts follow the colours of the window, also those that the system forces', async () => {
  const window = await windows.open(tacklebox, { path: `/destinations/${destination.id}` })
  await charts(window).getByText('75% of 4 attempts').waitFor()
  const seen = []
  const isDrawnAnew = async () => {
    await window.until(before => !before.includes(document.querySelector('[role="slider"] canvas').toDataURL()), seen)
    seen.push(await charts(window).locator('canvas').first().evaluate(canvas => canvas.toDataURL()))
  }
  for (const colours of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { colorScheme: 'light', forcedColors: 'active' }]) {
    await window.page.emulateMedia({ colorScheme: null, forcedColors: null, ...colours })
    await isDrawnAnew()
  }
  await window.look('charts-forced-colours')
  await window.page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
  await window.page.evaluate(() => (document.documentElement.dataset.theme = 'high_contrast'))
  await isDrawnAnew()
  await window.look('charts-high-contrast')
})

test('a destination without deliveries says so in words', async () => {
  const window = await windows.open(tacklebox, { path: `/destinations/${quiet.id}`, width: 900, height: 600, scheme: 'dark' })
  await region(window).getByText('Nothing was sent here in the last 24 hours, and nothing waits.').waitFor()
  await window.look('charts-none')
})

test('a failure that comes later shows in the charts that are open', async () => {
  const window = await windows.open(tacklebox, { path: `/destinations/${destination.id}`, width: 900, height: 600, scheme: 'dark' })
  await charts(window).getByText('75% of 4 attempts').waitFor()
  await tacklebox.api('POST', '/events?type=order.paid', { amount: 4200 })
  await charts(window).getByText('80% of 5 attempts').waitFor()
  await window.look('charts-dark')
  const { buckets } = await tacklebox.api('GET', `/destinations/${destination.id}/figures`)
  assert.equal(buckets.at(-1).waiting, 0)
})

test('lists show the last day of each: events, success, bars and the newest event', async () => {
  for (const [path, name, events] of [['/destinations', /Shop/, '5'], ['/subscriptions', /Shop/, '5'], ['/sources', /Partner/, '4']]) {
    const window = await windows.open(tacklebox, { path })
    const asked = []
    window.page.on('request', request => request.url().includes('/figures') && asked.push(request.url()))
    const row = window.main.getByRole('listitem').filter({ hasText: name })
    await row.getByRole('img', { name: `${events} events in the last 24 hours` }).waitFor()
    await row.getByText(path === '/sources' ? '75%' : '80%', { exact: true }).waitFor()
    await row.getByText(/^(just now|\d+ minutes? ago)$/).waitFor()
    assert.deepEqual(asked, [], 'a list needs no call for each row')
    await window.look(`day-${path.slice(1)}`)
  }
  const window = await windows.open(tacklebox, { path: '/destinations', width: 900, height: 600, scheme: 'dark' })
  const row = window.main.getByRole('listitem').filter({ hasText: 'Archive' })
  await row.getByText('never').waitFor()
  await window.look('day-narrow')
})
