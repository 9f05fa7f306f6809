// What failed alike is one issue: it opens, is acknowledged, resolves after three successes, and opens again.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { LocalProgram } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox, program

before(async () => {
  tacklebox = await Tacklebox.start()
  program = await LocalProgram.start({ statuses: [503, 503, 200, 200, 200, 503] })
  const destination = await tacklebox.api('POST', '/destinations', { name: 'Billing worker', url: program.url })
  await tacklebox.api('POST', '/subscriptions', { event_types: ['*'], destination_id: destination.id, retry_schedule: { preset: 'none' } })
})

after(async () => {
  await tacklebox?.stop()
  program?.end()
})

const publish = () => tacklebox.api('POST', '/events?type=order.paid', { amount: 4200 })
const issue = async state => {
  let found
  await tacklebox.until(`an issue that is ${state}`, async () => (found = (await tacklebox.api('GET', `/issues?state=${state}`)).items[0]))
  return found
}

test('an issue opens, is acknowledged, resolves after three successes and opens again', async () => {
  const window = await windows.open(tacklebox, { path: '/issues' })
  await window.sees('No open issues.')
  await window.look('issues-none')
  await publish()
  await publish()
  await window.row(/Billing worker answers 503.*2/).click()
  await window.inspector.getByRole('heading', { name: 'Billing worker answers 503' }).waitFor()
  await window.sees(/Replay all 2 when fixed/)
  await window.look('issue')
  await window.press('a')
  await window.inspector.getByText('Acknowledged', { exact: true }).waitFor()
  const { id } = await issue('acknowledged')

  for (let sent = 0; sent < 3; sent += 1) await publish()
  await window.inspector.getByText('Resolved', { exact: true }).waitFor()
  await window.sees('Billing worker is back.')
  await window.choose('Open')
  await window.sees(/Last one was resolved just now\./)

  await publish()
  await window.row(/Billing worker answers 503/).waitFor()
  const again = await issue('open')
  assert.equal(again.id, id)
  assert.equal(again.reopened, 1)
  await window.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Issues\s*1$/ }).waitFor()
})

test('its dead letters are replayed once it is mended', async () => {
  const window = await windows.open(tacklebox, { path: '/issues', width: 900, height: 600, scheme: 'dark' })
  await window.row(/Billing worker answers 503/).click()
  await window.inspector.getByRole('button', { name: /^Replay all 3 when fixed/ }).waitFor()
  await window.press('Shift+R')
  const dialog = window.page.getByRole('dialog')
  await dialog.getByText('3 deliveries').waitFor()
  await dialog.getByRole('button', { name: 'Replay 3' }).click()
  await tacklebox.until('all arrived', async () => (await tacklebox.api('GET', '/overview')).counts.delivered === 6)
  await issue('resolved')
})
