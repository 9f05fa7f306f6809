// The timeline grouped by event and by issue: rows open to the deliveries that stand together.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { LocalProgram } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox, shop, erp

before(async () => {
  tacklebox = await Tacklebox.start()
  shop = await LocalProgram.start({ statuses: [200] })
  erp = await LocalProgram.start({ statuses: [503, 503, 404] })
  for (const [name, program] of [['Shop', shop], ['ERP', erp]]) {
    const destination = await tacklebox.api('POST', '/destinations', { name, url: program.url, concurrency: 1 })
    await tacklebox.api('POST', '/subscriptions', { event_types: ['order.*'], destination_id: destination.id, retry_schedule: { preset: 'none' } })
  }
  for (const type of ['order.placed', 'order.paid', 'order.shipped']) await tacklebox.api('POST', `/events?type=${type}`, { type })
  await tacklebox.api('POST', '/events?type=nobody.listens', {})
  await tacklebox.until('all is over', async () => {
    const { counts } = await tacklebox.api('GET', '/overview')
    return counts.dead_letter === 3 && counts.delivered === 3
  })
  await tacklebox.until('the issues are known', async () => (await tacklebox.api('GET', '/issues')).items.length === 2)
})

after(async () => {
  await tacklebox?.stop()
  shop?.end()
  erp?.end()
})

const grid = window => window.page.getByRole('treegrid', { name: 'Deliveries' })
const rows = (window, level) => grid(window).locator(`[role=row][aria-level="${level}"]`)
const openAll = async (window, level, count) => {
  await window.until(([selector, wanted]) => document.querySelectorAll(selector).length === wanted, [`[role=row][aria-level="${level}"]`, count])
}

test('by event, each event is one row, and it opens to its other deliveries by keys', async () => {
  const window = await windows.open(tacklebox, { path: '/timeline' })
  await window.row(/order\.paid/).first().waitFor()
  await window.page.getByRole('button', { name: 'View' }).waitFor()
  await window.press('Control+g')
  await grid(window).waitFor()
  await openAll(window, 1, 4)
  assert.equal(await rows(window, 1).filter({ hasText: 'order.paid' }).count(), 1)
  await rows(window, 1).filter({ hasText: 'order.paid' }).click()
  await window.press('ArrowRight')
  await openAll(window, 2, 1)
  assert.equal(await rows(window, 1).filter({ hasText: 'order.paid' }).getAttribute('aria-expanded'), 'true')
  const [first, second] = [rows(window, 1).filter({ hasText: 'order.paid' }), rows(window, 2)]
  assert.notEqual(await first.getByText(/Shop|ERP/).textContent(), await second.getByText(/Shop|ERP/).textContent())
  await window.look('timeline-by-event')
  await window.page.setViewportSize({ width: 900, height: 600 })
  await window.look('timeline-by-event-narrow')
  await window.page.setViewportSize({ width: 1280, height: 800 })
  await window.press('ArrowDown')
  await window.until(() => document.querySelector('[aria-level="2"]')?.getAttribute('aria-selected') === 'true')
  await window.press('ArrowLeft', 'ArrowLeft')
  await openAll(window, 2, 0)

  // A replay is another delivery of the same event, and then the newest of it.
  await window.press('f')
  const paid = (await tacklebox.api('GET', '/timeline?event_type=order.paid&state=delivered')).items[0]
  await tacklebox.api('POST', `/deliveries/${paid.id}/replay`, {})
  await rows(window, 1).filter({ hasText: 'order.paid' }).first().getByText('3', { exact: true }).waitFor()
  assert.match(window.page.url(), /group=event/)
})

test('by issue, what failed alike is one row with the name of its issue', async () => {
  const window = await windows.open(tacklebox, { path: '/timeline?group=issue', width: 1280, scheme: 'dark' })
  await openAll(window, 1, 2)
  await grid(window).getByText('ERP answers 503').waitFor()
  await rows(window, 1).filter({ hasText: '503' }).getByRole('button', { name: 'Open' }).click()
  await openAll(window, 2, 1)
  await window.look('timeline-by-issue')
  await window.page.setViewportSize({ width: 900, height: 600 })
  await window.look('timeline-by-issue-narrow')
  await window.page.setViewportSize({ width: 1280, height: 800 })
  await rows(window, 2).click()
  await window.inspector.getByText('Dead letter').first().waitFor()
  await window.page.getByRole('button', { name: 'View' }).click()
  await window.page.getByRole('menuitem', { name: 'Do not group' }).click()
  await window.page.getByRole('grid', { name: 'Deliveries' }).waitFor()
  assert.doesNotMatch(window.page.url(), /group=/)
})
