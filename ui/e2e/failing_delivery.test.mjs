// Deliveries that fail: why, when the next attempt is, and what a person can do about it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { LocalProgram, refusedPort } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
const programs = []
let tacklebox, source

before(async () => {
  tacklebox = await Tacklebox.start()
  source = await tacklebox.api('POST', '/sources', { name: 'Shop', provider: 'none' })
})

after(async () => {
  programs.forEach(program => program.end())
  await tacklebox?.stop()
})

/** A destination at a URL with a subscription for one type of event. */
async function route(name, url, eventType, schedule = 'standard') {
  const { id } = await tacklebox.api('POST', '/destinations', { name, url })
  await tacklebox.api('POST', '/subscriptions', {
    source_id: source.id, event_types: [eventType], destination_id: id, retry_schedule: { preset: schedule },
  })
}

async function send(type) {
  const response = await fetch(source.receive_url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ type, amount: 4200 }) })
  assert.equal(response.status, 200)
}

test('503 twice, then 200: run now twice, and it is delivered', async () => {
  const program = await LocalProgram.start({ statuses: [503, 503] })
  programs.push(program)
  await route('Billing', `${program.url}/hooks`, 'order.paid')
  const window = await windows.open(tacklebox)
  await window.sees('Waiting for the first event.')
  await send('order.paid')
  await window.row(/Retrying 1\/\d.*order\.paid/).click()
  await window.sees('503 Service Unavailable')
  await window.sees('Next attempt in')
  await window.sees('not now')
  await window.look('retrying')

  await window.click('button', /^Run now/)
  await window.row(/Retrying 2\/\d.*order\.paid/).waitFor()
  await window.click('button', /^Run now/)
  await window.row(/Delivered.*order\.paid/).waitFor()
  await window.click('tab', /^Attempts 3/)
  const attempts = await window.inspector.getByRole('tabpanel').getByRole('list').first().innerText()
  assert.deepEqual(attempts.match(/Attempt \d|\b(503 Service Unavailable|200 OK)\b/g)?.filter(word => /\d{3}/.test(word)), ['503 Service Unavailable', '503 Service Unavailable', '200 OK'])
  await window.look('delivered-after-retries')
})

test('nobody listens: the cause, the advice, a dead letter, and a replay beside it', async () => {
  const port = await refusedPort()
  await route('Search index', `http://127.0.0.1:${port}/`, 'product.changed', 'none')
  const window = await windows.open(tacklebox)
  await send('product.changed')
  await window.row(/Dead letter.*product\.changed/).click()
  await window.sees(`Nothing is listening on 127.0.0.1:${port}.`)
  await window.sees('What to do')
  await window.look('dead-letter')

  const runNow = window.inspector.getByRole('button', { name: /^Run now/ })
  assert.equal(await runNow.getAttribute('aria-disabled'), 'true')
  await runNow.hover()
  await window.page.getByRole('tooltip').or(window.page.locator('[data-open]')).first().waitFor()

  await window.click('button', /^Replay/)
  await window.until(() => document.querySelectorAll('[role=row]').length >= 3)
  await window.row(/Dead letter.*product\.changed/).nth(1).waitFor()
})

test('a delivery that waits is cancelled', async () => {
  const program = await LocalProgram.start({ statuses: [500] })
  programs.push(program)
  await route('Archive', program.url, 'file.stored')
  const window = await windows.open(tacklebox)
  await send('file.stored')
  await window.row(/Retrying.*file\.stored/).click()
  await window.click('button', 'Cancel', window.inspector)
  await window.row(/Cancelled.*file\.stored/).waitFor()
  await window.inspector.getByText('Cancelled', { exact: true }).first().waitFor()
})

test('the rail leads to what failed, waits and gave up', async () => {
  const window = await windows.open(tacklebox)
  await window.goTo('Dead letters')
  await window.page.waitForURL('**/dead-letters')
  await window.row(/product\.changed/).first().waitFor()
  await window.row(/file\.stored/).first().waitFor({ state: 'hidden' })
  await window.goTo('Timeline')
  await window.row(/Delivered/).first().waitFor()
})
