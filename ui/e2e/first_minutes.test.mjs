// From an empty workspace to a delivery, by clicking alone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { LocalProgram } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox, empty, program

before(async () => {
  tacklebox = await Tacklebox.start()
  empty = await Tacklebox.start()
  program = await LocalProgram.start()
})

after(async () => {
  program?.end()
  await tacklebox?.stop()
  await empty?.stop()
})

test('a file is imported from the empty timeline, and so is a command that is pasted there', async () => {
  const window = await windows.open(empty, { width: 900, height: 600, scheme: 'dark' })
  await window.sees('Waiting for the first event.')
  await window.look('first-run-narrow')
  const dialog = window.page.getByRole('dialog', { name: 'Receive this as an event?' })
  await window.page.evaluate(text => navigator.clipboard.writeText(text), `curl -X POST 'https://api.example.com/hooks' --data-raw '{"type":"pasted.first"}'`)
  await window.press('Control+v')
  await window.sees(/pasted\.first/, dialog)
  await window.click('button', 'Cancel', dialog)
  const [chooser] = await Promise.all([window.page.waitForEvent('filechooser'), window.click('button', /^Import/, window.main)])
  await chooser.setFiles({ name: 'event.json', mimeType: 'application/json', buffer: Buffer.from('{"type":"from.a.file"}') })
  await window.sees('event.json', dialog)
  await window.click('button', 'Receive', dialog)
  await window.row(/from\.a\.file/).waitFor()
})

test('the first minutes: copy the address, send a test event, forward it, see every attempt', async () => {
  const window = await windows.open(tacklebox)
  const { page, inspector } = window
  await window.sees('Waiting for the first event.')
  await window.look('first-run')

  await window.click('button', 'Copy receiver URL')
  const address = await page.evaluate(() => navigator.clipboard.readText())
  assert.ok(address.startsWith(`${tacklebox.receive}/in/`), address)

  await window.click('button', /^Send a test event/)
  await window.sees('Signature valid')
  await window.sees('No subscription matched.')
  assert.match(await window.row(/demo\.order\.paid/).textContent(), /Not routed/)
  await window.look('test-event')

  await window.fill('Port of your app, with a path if you like', `${program.port}/hooks`)
  await window.click('button', 'Forward')
  const arrived = await program.received.next('the forwarded event', () => true)
  assert.equal(arrived.path, '/hooks')
  assert.equal(JSON.parse(arrived.body).type, 'demo.order.paid')
  await inspector.getByText('Delivered', { exact: true }).first().waitFor()
  await window.row(/Delivered.*demo\.order\.paid/).waitFor()

  await window.click('tab', /^Attempts 1/)
  await window.click('button', /^Attempt 1/)
  await window.sees('200 OK')
  for (const phase of ['Connect', 'First byte']) await inspector.getByText(phase).first().waitFor()
  await window.look('attempts')

  await window.click('tab', 'Request')
  await window.choose('As sent')
  await window.sees(`http://localhost:${program.port}/hooks`)
  const sent = await inspector.getByRole('table', { name: 'Headers' }).innerText()
  assert.ok(sent.includes(arrived.headers['webhook-signature']), 'the signature that was sent is shown')
  await window.look('request-as-sent')

  await window.click('tab', 'Response')
  await window.sees('thank you')
})

test('what is sent to the address afterwards is forwarded too, and appears without a click', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/demo\.order\.paid/).first().waitFor()
  const [source] = (await tacklebox.api('GET', '/sources')).items
  const response = await fetch(source.receive_url, { method: 'POST', body: '{"type":"later.event"}', headers: { 'content-type': 'application/json' } })
  assert.equal(response.status, 200)
  await window.row(/Delivered.*later\.event/).waitFor()
  await program.received.next('the later event', ({ body }) => body.includes('later.event'))
})
