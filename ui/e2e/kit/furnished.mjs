// A workspace with something on every screen: what arrived, what waits, what gave up, and every kind of set-up.
import assert from 'node:assert/strict'

import { LocalProgram, refusedPort } from '../../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../../tests/kit/tacklebox.mjs'

const TYPES = ['order.paid', 'order.created', 'product.changed', 'order.refunded', 'page.viewed', 'order.shipped', 'product.deleted', 'order.paid', 'order.cancelled']
const ATTACKS = ['wrong_secret', 'altered_byte', 'stale_timestamp', 'replayed_id', 'reorder', 'burst', 'oversized']

/** Starts Tacklebox with such a workspace; `stop` ends it and the programs that take its deliveries. */
export async function furnished() {
  const tacklebox = await Tacklebox.start()
  const program = await LocalProgram.start({ statuses: [200, 200, 503, 200, 200, 422] })
  const source = await tacklebox.api('POST', '/sources', { name: 'Shop', provider: 'none', slug: 'shop' })
  await tacklebox.api('POST', '/sources', { name: 'GitHub', provider: 'github', secrets: ['a secret'] })
  const destination = await tacklebox.api('POST', '/destinations', { name: 'Billing', url: `${program.url}/billing` })
  const broken = await tacklebox.api('POST', '/destinations', { name: 'Search index', url: `http://127.0.0.1:${await refusedPort()}/` })
  const subscription = await tacklebox.api('POST', '/subscriptions', { source_id: source.id, event_types: ['order.*'], destination_id: destination.id })
  await tacklebox.api('POST', '/subscriptions', { source_id: source.id, event_types: ['product.*'], destination_id: broken.id, retry_schedule: { preset: 'none' } })
  const mock = await tacklebox.api('POST', '/mocks', { name: 'flaky', rules: [
    { methods: ['POST'], path: '/orders/*', filter: { body: { amount: { $gt: 100 } } }, answers: [{ status: 402, headers: [{ name: 'X-Why', value: 'limit' }], body: 'too much' }] },
    { chance_percent: 30, answers: [{ kind: 'reset' }] },
    { answers: [{ status: 500, delay_max_ms: 20 }, { status: 503, kind: 'partial', body: 'half' }, { status: 200, echoes_body: true }], after_last: 'repeat' },
  ] })
  await tacklebox.api('POST', '/mocks', { name: 'always-200' })
  for (const path of ['/orders/7', '', '/orders/8?again=1', '', '']) await fetch(`${mock.url}${path}`, { method: 'POST', body: '{"amount":101}' }).then(answer => answer.text()).catch(() => {})
  const run = await tacklebox.api('POST', '/lab/runs', { url: `${program.url}/billing`, scheme: 'stripe', secret: 'whsec_a_secret', attacks: ATTACKS, options: { oversized_bytes: 100_000, burst: 5 } })
  await tacklebox.until('the attacks are made', async () => (await tacklebox.api('GET', `/lab/runs/${run.id}`)).state === 'finished')
  for (const type of TYPES) {
    const response = await fetch(source.receive_url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ type, data: { id: 'ord_1', lines: [{ sku: 'fly-rod', quantity: 2 }] } }) })
    assert.equal(response.status, 200)
  }
  await tacklebox.until('two gave up', async () => (await tacklebox.api('GET', '/overview')).counts.dead_letter === 2)
  const replay = await tacklebox.api('POST', '/replays', { deliveries_max: 1 })
  await tacklebox.until('the replay is over', async () => (await tacklebox.api('GET', `/replays/${replay.id}`)).state !== 'running')
  await tacklebox.api('PATCH', '/settings', { quiet_hours: { from_minute: 1200, until_minute: 480, weekdays: [0, 1, 2, 3, 4], utc_offset_minutes: 345 } })
  const stop = async () => {
    await tacklebox.stop()
    program.end()
  }
  return { tacklebox, source, destination, subscription, run, stop }
}
