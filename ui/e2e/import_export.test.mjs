// Events that come from elsewhere by paste and drop, and events that go out as files.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'

import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox, other, shop

before(async () => {
  tacklebox = await Tacklebox.start()
  other = await Tacklebox.start()
  shop = await tacklebox.api('POST', '/sources', { name: 'Shop', provider: 'stripe', slug: 'shop', secrets: ['whsec_a_secret'] })
  await tacklebox.api('POST', '/events?type=first.event', { note: 'so that there is a timeline' })
})

after(() => Promise.all([tacklebox?.stop(), other?.stop()]))

/** Pastes a text where the focus is, as a person does. */
async function paste(window, text) {
  await window.page.evaluate(value => navigator.clipboard.writeText(value), text)
  await window.press('Control+v')
}

/** Drops a file on the window. */
async function drop(window, name, text) {
  await window.page.evaluate(([fileName, content]) => {
    const data = new DataTransfer()
    data.items.add(new File([content], fileName))
    for (const type of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }))
  }, [name, text])
}

test('a cURL command that is pasted becomes an event, with a source and a type of one’s choice', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/first\.event/).first().click()
  await paste(window, `curl -X POST 'https://api.example.com/hooks?x=1' -H 'X-Custom-Header: one' --data-raw '{"type":"invoice.paid","amount":12.50}'`)
  const dialog = window.page.getByRole('dialog', { name: 'Receive this as an event?' })
  await window.sees('"amount":12.50', dialog)
  await window.look('import-curl')
  await dialog.getByRole('combobox', { name: 'Source' }).click()
  await window.page.getByRole('option', { name: /Shop/ }).click()
  await window.fill('Event type', 'invoice.imported')
  await window.click('button', 'Receive', dialog)
  await window.sees('1 event received.')
  await window.inspector.getByRole('heading', { name: 'invoice.imported' }).waitFor()
  const [event] = (await tacklebox.api('GET', '/events?event_type=invoice.imported')).items
  assert.equal((await tacklebox.body(event.id)).toString(), '{"type":"invoice.paid","amount":12.50}')
  assert.deepEqual([event.source_id, event.path_and_query], [shop.id, '/hooks?x=1'])
  const { headers } = await tacklebox.api('GET', `/events/${event.id}`)
  assert.ok(headers.some(({ name, value }) => name === 'X-Custom-Header' && value === 'one'))
})

test('JSON is taken too, what cannot be read is named, and a text in a field stays there', async () => {
  const window = await windows.open(tacklebox, { scheme: 'dark' })
  await window.row(/first\.event/).first().click()
  await paste(window, 'curl http://x/\ncurl http://y/ -d @body.json')
  await window.sees(/Command 2 cannot be read: its body is in the file body\.json/)
  await window.look('import-refused')
  await window.press('Escape')
  await paste(window, '{"type":"pasted.json","n":1e400}')
  const dialog = window.page.getByRole('dialog', { name: 'Receive this as an event?' })
  await window.sees('"n":1e400', dialog)
  await window.press('Enter')
  await window.sees('1 event received.')
  await window.press('/')
  await paste(window, '{"not":"imported"}')
  assert.equal(await dialog.count(), 0)
  window.forgive(/422/)
})

test('a HAR file and a bundle that are dropped are received, the bundle byte for byte', async () => {
  const bytes = Buffer.from([0, 255, 254, 10, 13, 128])
  const response = await fetch(`${tacklebox.control}/api/v1/events?type=bytes.kept`, { method: 'POST', headers: { authorization: `Bearer ${tacklebox.token}`, 'content-type': 'application/octet-stream', 'X-Case-Kept': 'Yes' }, body: bytes })
  const { id } = await response.json()

  // Out of one workspace …
  const window = await windows.open(tacklebox, { path: `/timeline?selected=${id}` })
  await window.inspector.getByRole('heading', { name: 'bytes.kept' }).waitFor()
  await window.press('Control+e')
  const dialog = window.page.getByRole('dialog', { name: 'Export events' })
  await dialog.waitFor()
  await window.look('export')
  const [download] = await Promise.all([window.page.waitForEvent('download'), window.click('button', 'Export', dialog)])
  assert.match(download.suggestedFilename(), /^events-.*\.tacklebox\.jsonl$/)
  const bundle = await readFile(await download.path(), 'utf8')
  await window.sees(/^Exported /)

  // … and into another.
  await other.api('POST', '/events?type=already.there', {})
  const second = await windows.open(other)
  await second.row(/already\.there/).waitFor()
  await drop(second, 'events.tacklebox.jsonl', bundle)
  await second.sees('events.tacklebox.jsonl')
  await second.look('import-bundle')
  await second.click('button', 'Receive')
  await second.sees('1 event received.')
  const [event] = (await other.api('GET', '/events?event_type=bytes.kept')).items
  assert.deepEqual(await other.body(event.id), bytes)
  const headersOf = async (where, event) => (await where.api('GET', `/events/${event}`)).headers
  assert.deepEqual(await headersOf(other, event.id), await headersOf(tacklebox, id))

  const archive = await fetch(`${tacklebox.control}/api/v1/exports?format=har&ids=${id}`, { headers: { authorization: `Bearer ${tacklebox.token}` } }).then(answer => answer.text())
  assert.equal(JSON.parse(archive).log.version, '1.2')
  await drop(second, 'events.har', archive)
  await second.sees('HTTP archive')
  await second.click('button', 'Receive')
  await second.until(() => document.querySelectorAll('[role="dialog"]').length === 0)
  const [again] = (await other.api('GET', '/events?event_type=bytes.kept')).items
  assert.deepEqual(await other.body(again.id), bytes)
})

test('a command that is copied is signed anew, and its source takes it', async () => {
  const body = '{"id":"evt_1","type":"charge.refunded","note":"it\'s"}'
  const rejected = await fetch(shop.receive_url, { method: 'POST', headers: { 'content-type': 'application/json', 'stripe-signature': 't=1,v1=00' }, body })
  assert.equal(rejected.status, 401)
  const window = await windows.open(tacklebox)
  await window.row(/Rejected.*charge\.refunded/).first().click()
  await window.inspector.getByRole('heading', { name: 'charge.refunded' }).waitFor()
  await window.press('Control+Shift+c')
  await window.sees('Copied.')
  const command = await window.page.evaluate(() => navigator.clipboard.readText())
  assert.doesNotMatch(command, /t=1,v1=00/)
  const { stdout } = await promisify(execFile)('sh', ['-c', `${command.trimEnd()} -s -o /dev/null -w '%{http_code}'`])
  assert.equal(stdout, '200')
  const verified = (await tacklebox.api('GET', '/events?event_type=charge.refunded')).items
  assert.equal(verified[0].verification.verdict, 'verified')
  assert.equal((await tacklebox.body(verified[0].id)).toString(), body)
})

test('everything that a filter shows is exported, streamed', async () => {
  for (let index = 0; index < 450; index += 1) await tacklebox.api('POST', '/events?type=many.more', { index })
  const window = await windows.open(tacklebox, { path: '/timeline?type=many.more' })
  await window.row(/many\.more/).first().waitFor()
  await window.press('Control+e')
  await window.page.getByText('JSON lines').click()
  const [download] = await Promise.all([window.page.waitForEvent('download'), window.click('button', 'Export')])
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n').map(line => JSON.parse(line))
  assert.equal(lines.length, 450)
  assert.deepEqual(lines.map(({ body }) => body.index), Array.from({ length: 450 }, (_, index) => 449 - index))
})
