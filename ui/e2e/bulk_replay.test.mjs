// Dead letters go out again in bulk: planned, started, and seen to arrive.
import { after, before, test } from 'node:test'

import { LocalProgram } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox, program, subscription

before(async () => {
  tacklebox = await Tacklebox.start()
  program = await LocalProgram.start({ statuses: [500, 500, 500] })
  const destination = await tacklebox.api('POST', '/destinations', { name: 'Billing', url: program.url })
  subscription = await tacklebox.api('POST', '/subscriptions', {
    event_types: ['order.*'], destination_id: destination.id, retry_schedule: { preset: 'none' },
  })
  for (const type of ['order.paid', 'order.paid', 'order.refunded', 'page.viewed']) {
    await tacklebox.api('POST', `/events?type=${type}`, { type })
  }
  await tacklebox.until('three dead letters', async () => (await tacklebox.api('GET', '/overview')).counts.dead_letter === 3)
})

after(async () => {
  await tacklebox?.stop()
  program?.end()
})

test('the plan says how many go where, and then they arrive', async () => {
  const window = await windows.open(tacklebox, { width: 1280, height: 800, path: '/timeline?state=dead_letter' })
  await window.click('button', 'Replay all…')
  const dialog = window.page.getByRole('dialog')
  await dialog.getByText('3 deliveries').waitFor()
  await dialog.getByText('order.refunded').waitFor()
  await dialog.getByText('To Billing').waitFor()
  await window.look('replay-plan')
  await dialog.getByRole('button', { name: 'Replay 3' }).click()
  await tacklebox.until('all are delivered', async () => (await tacklebox.api('GET', '/overview')).counts.delivered === 3)
})

test('a subscription gets what it missed', async () => {
  const window = await windows.open(tacklebox, { width: 900, height: 600, scheme: 'dark' })
  await tacklebox.api('PATCH', `/subscriptions/${subscription.id}`, { event_types: ['page.*'] })
  await window.goTo('Subscriptions')
  await window.main.getByRole('link').first().click()
  await window.click('button', 'Earlier events…')
  const dialog = window.page.getByRole('dialog')
  await dialog.getByText('1 delivery').waitFor()
  await window.look('replay-missed')
  await dialog.getByRole('button', { name: 'Replay 1' }).click()
  await program.received.next('the page', request => JSON.parse(request.body).type === 'page.viewed')
})
