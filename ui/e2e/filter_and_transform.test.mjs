// A filter and a transform: written beside the subscription, tried on the latest event, and true in the engine.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { LocalProgram } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox, program, subscription

before(async () => {
  tacklebox = await Tacklebox.start()
  program = await LocalProgram.start()
  const destination = await tacklebox.api('POST', '/destinations', { name: 'Billing', url: `${program.url}/billing` })
  subscription = await tacklebox.api('POST', '/subscriptions', { event_types: ['*'], destination_id: destination.id })
  await tacklebox.api('POST', '/events?type=order.paid', { id: 7, amount: 42, items: [{ sku: 'lure-01' }] })
})

after(async () => {
  program?.end()
  await tacklebox?.stop()
})

test('a filter says which condition failed', async () => {
  const window = await windows.open(tacklebox, { path: `/subscriptions/${subscription.id}` })
  const section = window.page.getByRole('group', { name: 'Only if' })
  await section.locator('summary').click()
  await window.fill('Filter', '{ "body": { "amount": { "$gt": 100 }, "items": { "sku": "lure-01" } } }')
  await window.click('button', 'Test with the latest event', section)
  await window.sees('order.paid does not match, so it is not delivered.')
  await window.sees('body.amount $gt 100')
  await window.sees('found 42')
  await window.sees('body.items[0].sku $eq "lure-01"')
  await window.page.getByRole('heading', { name: '0 of 1' }).waitFor()
  await window.look('subscription-filter')

  await window.fill('Filter', '{ "body": { "amount": { "$more": 100 } } }')
  await window.press('Control+s')
  await window.sees(/body\.amount\.\$more: .*is no operator/)
  window.forgive(/422/)
  await window.fill('Filter', '{ "body": { "amount": { "$gt": 10 } } }')
  await window.press('Control+s')
  await window.sees('Subscription saved.')
  const stored = await tacklebox.api('GET', `/subscriptions/${subscription.id}`)
  assert.deepEqual(stored.filter, { body: { amount: { $gt: 10 } } })
})

test('a transform shows what it changes, and the line it fails at', async () => {
  const window = await windows.open(tacklebox, { path: `/subscriptions/${subscription.id}`, scheme: 'dark' })
  const section = window.page.getByRole('group', { name: 'Changed by' })
  await section.locator('summary').click()
  await window.fill('Transform', 'function handler(webhook) {\n  return webhook.payload.customer.id\n}')
  await window.click('button', 'Test with the latest event', section)
  await window.sees(/^Line 2, column \d+: TypeError/)

  const source = `function handler(webhook) {
  console.log('order', webhook.payload.id)
  webhook.payload.amount *= 100
  webhook.headers['x-kind'] = webhook.eventType
  return webhook
}`
  await window.fill('Transform', source)
  await window.click('button', 'Test with the latest event', section)
  await window.page.getByRole('row', { name: /\/payload\/amount 42 4200/ }).waitFor()
  await window.sees('order 7')
  await section.getByRole('table').scrollIntoViewIfNeeded()
  await window.look('subscription-transform')
  await window.press('Control+s')
  await window.sees('Subscription saved.')

  await tacklebox.api('POST', '/events?type=order.paid', { id: 8, amount: 43 })
  const { body } = await program.received.next('the changed one', ({ body }) => String(body).includes('"id":8'))
  assert.equal(String(body), '{"id":8,"amount":4300}')
})
