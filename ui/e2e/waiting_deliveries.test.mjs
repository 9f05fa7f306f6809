// An edit of a subscription says what it means for the deliveries that wait, and is applied to them when that is asked for.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { LocalProgram } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox, program, destination, subscription

before(async () => {
  tacklebox = await Tacklebox.start()
  program = await LocalProgram.start({ answer: () => ({ status: 503 }) })
  destination = await tacklebox.api('POST', '/destinations', { name: 'Billing', url: program.url })
  subscription = await tacklebox.api('POST', '/subscriptions', { name: 'Orders', event_types: ['order.*'], destination_id: destination.id, retry_schedule: { preset: 'standard' } })
  for (const type of ['order.paid', 'order.paid', 'order.refunded']) {
    const headers = { authorization: `Bearer ${tacklebox.token}`, 'content-type': 'application/json' }
    await fetch(`${tacklebox.control}/api/v1/events?type=${type}`, { method: 'POST', headers, body: '{}' })
  }
  await tacklebox.until('all wait', async () => (await tacklebox.api('GET', '/deliveries?state=retrying')).items.length === 3)
})

after(async () => {
  await tacklebox?.stop()
  program?.end()
})

test('another retry schedule and other types are applied to what waits', async () => {
  const path = `/subscriptions/${subscription.id}`
  const window = await windows.open(tacklebox, { path })
  await window.main.getByRole('button', { name: /^Save/ }).click()
  await window.sees('Saved. 3 deliveries wait.')
  assert.equal(await window.page.getByRole('button', { name: 'Undo' }).count(), 0, 'nothing was changed')
  await tacklebox.api('PATCH', path, { event_types: ['order.paid'] })
  await window.page.reload()
  await window.choose('Fast, local')
  await window.main.getByRole('button', { name: /^Save/ }).click()
  await window.sees('Saved. 3 deliveries wait.')
  await window.sees(/2 still have the old retry schedule\. 1 is no longer meant, and would be cancelled\./)
  await window.page.getByRole('button', { name: 'Undo' }).waitFor()
  await window.look('waiting-deliveries')
  await window.click('button', 'Apply to waiting deliveries')
  await window.sees('2 have the new retry schedule. 1 was cancelled.')
  const left = await tacklebox.api('GET', `${path}/waiting`)
  assert.deepEqual([left.other_schedule, left.not_meant], [0, 0])
  const [cancelled] = (await tacklebox.api('GET', '/deliveries?state=cancelled')).items
  assert.equal(cancelled.event_type, 'order.refunded')
})

test('an edit of a destination says that it holds for what waits', async () => {
  const window = await windows.open(tacklebox, { path: `/destinations/${destination.id}` })
  await window.fill('Name', 'Billing worker')
  await window.main.getByRole('button', { name: /^Save/ }).click()
  await window.sees('2 deliveries wait. They go out with what is saved now.')
  await window.click('button', 'Undo')
  await window.sees('Undone: Destination “Billing worker” changed')
})
