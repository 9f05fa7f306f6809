// The catalogue: what traffic teaches, what changed, schemas that are imported, and payloads sent by hand.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox, shop

const send = payload =>
  fetch(shop.receive_url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ type: 'order.paid', ...payload }) })

before(async () => {
  tacklebox = await Tacklebox.start()
  shop = await tacklebox.api('POST', '/sources', { name: 'Shop', provider: 'none', slug: 'shop' })
  await tacklebox.api('POST', '/sources', { name: 'GitHub', provider: 'github', secrets: ['a secret'] })
})

after(() => tacklebox?.stop())

test('a payload that changes is told with its path, and becomes the new normal', async () => {
  for (let number = 0; number < 12; number += 1) await send({ id: `ord_${number}`, amount: 4200 + number })
  const window = await windows.open(tacklebox, { path: '/catalogue' })
  await window.sees('Learnt from 12 events')
  await send({ id: 'ord_99', amount: '42.00' })
  await window.sees('1 path changed')
  await window.look('catalogue-kinds')
  await window.click('link', 'order.paid')
  await window.sees('/amount was always a whole number, and is text.')
  await window.look('catalogue-kind')
  await window.click('button', 'This is the new normal')
  await window.sees('The new normal')
  await window.sees('Version 2, learnt')
  await window.click('button', 'Make a payload of it')
  await window.page.getByLabel('A payload made of the schema').waitFor()

  await window.click('button', 'Give a schema')
  await window.fill('JSON Schema', '{')
  await window.sees('This is not JSON.')
  await window.fill('JSON Schema', '{"type":"object","required":["id"]}')
  await window.click('button', 'Give this schema')
  await window.sees('Version 3 holds from now on.')
  await window.sees('Version 3, given')
})

test('webhooks of an OpenAPI document become kinds with schemas', async () => {
  const window = await windows.open(tacklebox, { path: '/catalogue' })
  await window.click('button', 'Import OpenAPI')
  await window.fill('OpenAPI document', '{}')
  await window.press('Control+s')
  await window.sees(/OpenAPI 3\.1 lists them under webhooks/)
  // The browser itself complains about the refused request.
  assert.equal(window.complaints.splice(0).length, 1)
  const schema = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }
  const webhooks = { 'pet.created': { post: { requestBody: { content: { 'application/json': { schema } } } } } }
  await window.fill('OpenAPI document', JSON.stringify({ openapi: '3.1.0', webhooks }))
  await window.press('Control+s')
  await window.sees('1 kind imported')
  await window.click('link', 'pet.created')
  await window.sees('Version 1, imported')
})

test('an example of GitHub is changed, signed and sent to a source, and comes out as a verified event', async () => {
  const window = await windows.open(tacklebox, { path: '/catalogue?part=examples' })
  await window.fill('Find an example', 'pull_request.opened')
  await window.look('catalogue-examples')
  await window.click('link', /pull_request\.opened/)
  await window.sees(/octokit/)
  const payload = window.page.getByRole('textbox', { name: 'Payload' })
  const changed = JSON.parse(await payload.inputValue())
  changed.pull_request.title = 'Changed here'
  await payload.fill(JSON.stringify(changed))
  await window.press('Control+s')
  await window.sees('Answered 200')
  await window.look('catalogue-sent')
  await window.click('link', 'Open the event')
  await window.sees('pull_request.opened')
  const [event] = (await tacklebox.api('GET', '/events?limit=1')).items
  const detail = await tacklebox.api('GET', `/events/${event.id}`)
  assert.equal(detail.verification.verdict, 'verified')
  assert.match(String(await tacklebox.body(event.id)), /Changed here/)
  await window.goTo('Catalogue')
  await window.click('tab', 'Sent by hand')
  await window.click('button', 'pull_request.opened')
  await window.sees('Headers as sent')
})
