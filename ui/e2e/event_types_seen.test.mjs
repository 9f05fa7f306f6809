// The tree of event types says how often each came of late, and sets apart those that nothing known names.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox, shelter

before(async () => {
  tacklebox = await Tacklebox.start()
  shelter = await tacklebox.api('POST', '/sources', { name: 'Shelter', provider: 'none', slug: 'shelter' })
  for (const type of ['pet.found', 'pet.lost', 'pet.found', 'ghost.seen', 'pet.found']) {
    const response = await fetch(shelter.receive_url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ type }) })
    assert.equal(response.status, 200)
  }
})

after(() => tacklebox?.stop())

const unknown = window => window.main.getByRole('region', { name: 'Seen but unknown types' })
const box = (within, name) => within.getByRole('checkbox', { name })

test('where nothing is known, nothing is unknown', async () => {
  const window = await windows.open(tacklebox, { path: '/subscriptions/new' })
  await window.choose('Shelter')
  await box(window.main, 'pet.found').waitFor()
  assert.match(await box(window.main, 'pet.found').locator('xpath=ancestor::label').innerText(), /pet\.found\s*3/)
  await window.sees('Events in the last 7 days')
  assert.equal(await unknown(window).count(), 0)
})

test('types that no schema names stand first, and are chosen as the others are', async () => {
  const post = { post: { requestBody: { content: { 'application/json': { schema: { type: 'object' } } } } } }
  await tacklebox.api('POST', '/catalog/import', { document: JSON.stringify({ openapi: '3.1.0', webhooks: { 'pet.found': post } }) })
  const { items } = await tacklebox.api('GET', `/event-types?source_id=${shelter.id}`)
  assert.deepEqual(items.map(type => [type.event_type, type.recent_count, type.is_unknown]), [['pet.found', 3, false], ['ghost.seen', 1, true], ['pet.lost', 1, true]])

  const window = await windows.open(tacklebox, { path: '/subscriptions/new', width: 900, height: 600, scheme: 'dark' })
  await window.choose('Shelter')
  await box(unknown(window), 'ghost.seen').click()
  await box(unknown(window), 'pet.lost').waitFor()
  assert.equal(await box(unknown(window), 'pet.found').count(), 0)
  await box(window.main, 'Every pet event, pet.*').click()
  assert.equal(await box(unknown(window), 'pet.lost').isChecked(), true, 'a pattern means unknown types too')
  await window.look('event-types-unknown')
  await box(unknown(window), 'pet.lost').click()
  assert.equal(await box(window.main, 'pet.found').isChecked(), true)
  assert.equal(await box(unknown(window), 'ghost.seen').isChecked(), true)
})
