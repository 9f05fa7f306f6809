// A failing delivery: see, understand, fix, replay. The engine explains it; what can be done is done where it is read.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { LocalProgram, refusedPort } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
const programs = []
let tacklebox

before(async () => {
  tacklebox = await Tacklebox.start()
})

after(async () => {
  programs.forEach(program => program.end())
  await tacklebox?.stop()
})

/** A destination with a subscription for one kind of event, and no retries. Both ids. */
async function route(name, url, eventType, settings = {}) {
  const { id } = await tacklebox.api('POST', '/destinations', { name, url, ...settings })
  const subscription = await tacklebox.api('POST', '/subscriptions', {
    event_types: [eventType], destination_id: id, retry_schedule: { preset: 'none' },
  })
  return { id, subscription: subscription.id }
}

/** Publishes an event; its delivery once it is over. */
async function deliver(eventType, body) {
  const { deliveries } = await tacklebox.api('POST', `/events?type=${eventType}`, body)
  return tacklebox.until('the delivery is over', async () => {
    const delivery = await tacklebox.api('GET', `/deliveries/${deliveries[0]}`)
    return ['delivered', 'dead_letter'].includes(delivery.state) && delivery
  })
}

/** An app that wants numbers for amounts. */
async function strictApp() {
  const received = []
  const program = await LocalProgram.start({
    answer: request => {
      if (request.method === 'POST') received.push(request)
      return typeof JSON.parse(request.body.toString() || '{}').amount === 'string'
        ? { status: 422, body: '{"error":"amount must be a number"}' }
        : { status: 200, body: '{"ok":true}' }
    },
  })
  programs.push(program)
  return { url: program.url, received }
}

test('what changed is named, compared, edited and sent again', async () => {
  const app = await strictApp()
  await route('Billing', `${app.url}/hooks`, 'charge.refunded')
  await deliver('charge.refunded', { id: 'ch_1', amount: 4200, currency: 'eur' })
  await deliver('charge.refunded', { id: 'ch_2', amount: '4200', currency: 'eur' })
  const window = await windows.open(tacklebox)
  await window.row(/Dead letter.*charge\.refunded/).first().click()
  const inspector = window.inspector
  await window.sees('Your app refused the payload (422): amount became a string.', inspector)
  await window.sees('The last success was', inspector)
  await window.sees('What changed since the last success', inspector)
  await window.sees('Its answer names amount.', inspector)
  await window.look('explained-payload')

  await window.click('link', 'Compare with last success', inspector)
  await window.page.getByRole('heading', { name: 'Compare' }).first().waitFor()
  await window.page.goBack()
  await window.sees('amount became a string', inspector)

  await window.press('e')
  await window.page.getByRole('heading', { name: 'Edit & replay' }).waitFor()
  await window.fill('Payload', '{"id":"ch_2","amount":')
  await window.sees('It is no JSON any more')
  await window.fill('Payload', '{"id":"ch_2","amount":4200,"currency":"eur"}')
  await window.click('button', /^Send/)
  await window.sees('{"ok":true}')
  await window.sees('{"error":"amount must be a number"}')
  await window.look('edit-and-replay')
  await window.click('button', 'Open')
  await window.inspector.getByText('Delivered').first().waitFor()
  const [, , replayed] = app.received
  assert.equal(JSON.parse(replayed.body.toString()).amount, 4200)
  assert.equal(replayed.headers['tacklebox-replay'], '1')
})

test('a port that nobody listens on is probed, and the destination moves', async () => {
  const app = await strictApp()
  const port = await refusedPort()
  const { id } = await route('Search index', `http://127.0.0.1:${port}/hooks`, 'product.changed')
  await deliver('product.changed', { id: 1 })
  const window = await windows.open(tacklebox)
  await window.row(/Dead letter.*product\.changed/).first().click()
  const inspector = window.inspector
  await window.sees(`Nothing is listening on 127.0.0.1:${port}.`, inspector)
  await window.sees('Nothing was taken there before.', inspector)
  await window.click('button', 'Probe now', inspector)
  await window.sees('Connection', inspector)
  await window.look('probed')
  assert.equal(app.received.length, 0, 'a probe sends no event')

  await window.click('button', /^(Change|Use another) URL/, inspector)
  await window.fill('Callback URL of the destination', `${app.url}/hooks`)
  await window.press('Enter')
  await window.sees('Destination “Search index” changed')
  assert.equal((await tacklebox.api('GET', `/destinations/${id}`)).url, `${app.url}/hooks`)
  await window.click('button', /^Replay/, inspector)
  await window.row(/Delivered.*product\.changed/).first().waitFor()
})

test('a rejected signature is checked with the secret of the app', async () => {
  const program = await LocalProgram.start({ answer: () => ({ status: 401, body: 'bad signature' }) })
  programs.push(program)
  const { id } = await route('Ledger', program.url, 'entry.booked')
  await deliver('entry.booked', { id: 1 })
  const [{ id: secretId }] = (await tacklebox.api('GET', `/destinations/${id}`)).secrets
  const { secret } = await tacklebox.api('POST', `/destinations/${id}/secrets/${secretId}/reveal`)
  const window = await windows.open(tacklebox)
  await window.row(/Dead letter.*entry\.booked/).first().click()
  await window.sees('Your app rejected the request (401). Signature we sent: webhook-signature: v1,', window.inspector)
  await window.click('button', 'Check a secret', window.inspector)
  await window.fill('The secret your app verifies with', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')
  await window.press('Enter')
  await window.sees('It is another secret')
  await window.fill('The secret your app verifies with', secret)
  await window.press('Enter')
  await window.sees('It is the same secret.')
  await window.look('secret-checked')
  await window.click('button', 'Copy signature', window.inspector)
  await window.sees('Copied.')
  assert.match(await window.page.evaluate(() => navigator.clipboard.readText()), /^webhook-signature: v1,/)
})

test('one click gives an app more time, and takes that back', async () => {
  const program = await LocalProgram.start({ answer: () => ({ status: 200 }) })
  programs.push(program)
  const { id } = await route('Slow', program.url, 'report.made', { timeout_ms: 100 })
  program.server.removeAllListeners('request')
  await deliver('report.made', { id: 1 })
  const window = await windows.open(tacklebox)
  await window.row(/Dead letter.*report\.made/).first().click()
  await window.sees('Connected, but no answer in 100 ms.', window.inspector)
  await window.click('button', 'Allow 200 ms', window.inspector)
  await window.sees('Destination “Slow” changed')
  assert.equal((await tacklebox.api('GET', `/destinations/${id}`)).timeout_ms, 200)
  await window.click('button', 'Undo')
  await window.sees('Undone')
  assert.equal((await tacklebox.api('GET', `/destinations/${id}`)).timeout_ms, 100)
})

for (const scheme of ['light', 'dark']) {
  for (const [width, height] of [[1280, 800], [900, 600]]) {
    test(`an explanation is looked at, ${scheme}, ${width}×${height}`, async () => {
      const window = await windows.open(tacklebox, { scheme, width, height })
      await window.row(/Dead letter.*charge\.refunded/).last().click()
      await window.sees('amount became a string', window.inspector)
      await window.picture(`explained-failure-${scheme}-${width}`)
    })
  }
}
