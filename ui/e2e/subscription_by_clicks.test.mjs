// A subscription is made by pointing and clicking: five clicks for the usual one, and conditions out of a real sample.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { LocalProgram } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox, program, shop

before(async () => {
  tacklebox = await Tacklebox.start()
  program = await onLowPort()
  shop = await tacklebox.api('POST', '/sources', { name: 'Shop', provider: 'none', slug: 'shop' })
  for (const [type, amount, currency] of [['order.paid', 4200, 'eur'], ['order.paid', 990, 'usd'], ['order.refunded', 4200, 'eur'], ['product.changed', 1, 'eur'], ['order.paid', 11840, 'eur']]) await send(type, amount, currency)
})

after(async () => {
  program?.end()
  await tacklebox?.stop()
})

/** The lowest ports are offered first, so that what runs besides this test hides nothing. */
async function onLowPort() {
  for (let port = 1_100; ; port += 1) {
    const started = await LocalProgram.start({ port }).catch(() => null)
    if (started) return started
  }
}

async function send(type, amount, currency) {
  const body = JSON.stringify({ type, data: { object: { amount, currency } } })
  const response = await fetch(shop.receive_url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  assert.equal(response.status, 200)
}

test('five clicks make a subscription: new, source, types, port, save', async () => {
  const window = await windows.open(tacklebox, { path: '/subscriptions' })
  await window.page.getByRole('heading', { name: 'Subscriptions', exact: true }).waitFor()
  await window.page.evaluate(() => {
    globalThis.presses = 0
    addEventListener('pointerdown', () => { globalThis.presses += 1 }, true)
  })
  await window.click('button', 'New subscription', window.main)
  await window.choose('Shop')
  await window.click('checkbox', 'Every order event, order.*')
  await window.choose(`localhost:${program.port}`)
  await window.page.getByRole('heading', { name: '4 of 5' }).waitFor()
  await window.look('subscription-five-clicks')
  await window.click('button', /^Save/)
  await window.sees('Subscription saved.')
  assert.equal(await window.page.evaluate(() => globalThis.presses), 5)

  const [subscription] = (await tacklebox.api('GET', '/subscriptions')).items
  assert.deepEqual([subscription.source_id, subscription.event_types], [shop.id, ['order.*']])
  await send('order.paid', 70, 'chf')
  const { body } = await program.received.next('the order', () => true)
  assert.equal(JSON.parse(body).data.object.amount, 70)

  // One key holds it and resumes it.
  await window.goTo('Subscriptions')
  await window.main.getByRole('link', { name: /^Shop/ }).focus()
  await window.press('h')
  await window.main.getByText('Off', { exact: true }).waitFor()
  assert.equal((await tacklebox.api('GET', `/subscriptions/${subscription.id}`)).is_enabled, false)
  await window.press('h')
  await window.main.getByText('Off', { exact: true }).waitFor({ state: 'hidden' })
  await tacklebox.api('DELETE', `/subscriptions/${subscription.id}`)
})

test('a value of a sample becomes a condition, and a second one means either', async () => {
  const window = await windows.open(tacklebox, { path: `/subscriptions/new?source_id=${shop.id}`, scheme: 'dark' })
  await window.click('checkbox', 'order.paid')
  await window.page.getByRole('heading', { name: '4 of 6' }).waitFor()
  const samples = window.page.getByRole('list', { name: 'Newest matching events' })
  await samples.getByText('11840 eur').click()
  await window.click('button', 'Only if data.object.currency = "eur"', samples)
  await window.page.getByRole('heading', { name: '2 of 6' }).waitFor()
  const condition = name => window.page.getByRole('textbox', { name: `${name} of condition 1` }).or(window.page.getByRole('combobox', { name: `${name} of condition 1` })).first().inputValue()
  assert.deepEqual([await condition('Field'), await condition('Value')], ['body.data.object.currency', 'eur'])
  await window.look('subscription-condition-by-click')

  await window.click('button', /^Condition$/)
  await window.page.getByLabel('Field of condition 2').fill('body.data.object.amount')
  await window.page.getByLabel('Value of condition 2').fill('999999')
  await window.page.getByRole('heading', { name: '0 of 6' }).waitFor()
  await window.page.getByRole('list', { name: 'Newest events that do not match' }).getByText('does not match').first().waitFor()
  await window.click('button', 'Remove condition 2')
  await window.page.getByRole('heading', { name: '2 of 6' }).waitFor()

  await window.choose(`localhost:${program.port}/webhooks`)
  await window.press('Control+s')
  await window.sees('Subscription saved.')
  const [subscription] = (await tacklebox.api('GET', '/subscriptions')).items
  assert.deepEqual(subscription.filter, { body: { data: { object: { currency: 'eur' } } } })
})

test('a new destination gets its headers and limits on the same page', async () => {
  const window = await windows.open(tacklebox, { path: `/subscriptions/new?source_id=${shop.id}` })
  await window.click('checkbox', 'order.paid')
  await window.choose('Callback URL')
  await window.fill('Callback URL', `${program.url}/audit`)
  await window.main.locator('summary', { hasText: 'Options' }).click()
  await window.fill('Timeout', '0')
  await window.click('button', /^Header$/)
  await window.fill('Name of header 1', 'X-Team')
  await window.fill('Value of header 1', 'shop')
  await window.press('Control+s')
  await window.sees('From 0.1 to 120 seconds.')
  await window.look('subscription-target-options')
  await window.fill('Timeout', '2.5')
  await window.press('Control+s')
  await window.sees('Subscription saved.')
  const made = (await tacklebox.api('GET', '/destinations')).items.find(({ url }) => url.endsWith('/audit'))
  assert.deepEqual([made.timeout_ms, made.headers], [2500, [{ name: 'X-Team', value: 'shop' }]])
  // What was saved is taken back where it is told; its own page is then of something that is gone.
  window.forgive(/404/)
  await window.click('button', 'Undo')
  await tacklebox.until('the subscription is gone', async () => !(await tacklebox.api('GET', '/subscriptions')).items.some(({ destination_id }) => destination_id === made.id))
})
