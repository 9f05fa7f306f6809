// A sender that does not ship: described, tried on a request, saved, used by a source, and deleted when nothing needs it.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'

import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const SECRET = 'the secret of our shop'
const windows = useWindows()
let tacklebox

before(async () => {
  tacklebox = await Tacklebox.start()
})

after(() => tacklebox?.stop())

const signed = body => `sig=${createHmac('sha256', SECRET).update(body).digest('hex')}`

test('a provider of our own is described, tried, saved and used', async () => {
  const window = await windows.open(tacklebox, { path: '/sources' })
  await window.click('button', 'Providers of your own')
  await window.sees('No provider of your own yet.')
  await window.click('button', 'New provider')
  await window.fill('Slug', 'our-shop')
  await window.fill('Name', 'Our shop')
  await window.fill('Header', 'X-Shop-Signature')
  await window.fill('Before it', 'sig=')
  await window.fill('Kind', 'X-Shop-Event + body:/action, X-Shop-Event')

  const body = '{"action":"paid","id":"evt_7"}'
  await window.choose('A pasted request')
  await window.fill('Request to try it on', `X-Shop-Event: order\nX-Shop-Signature: ${signed(body)}\n\n${body}`)
  await window.fill('Secret', 'another secret than that')
  const trial = window.page.getByRole('group', { name: 'Try it' })
  await window.click('button', 'Try it', trial)
  await window.sees(/does not match/, trial)
  await window.sees('order.paid', trial)
  await window.sees('evt_7', trial)
  await window.look('provider-rejected')
  await window.fill('Secret', SECRET)
  await window.click('button', 'Try it', trial)
  await window.sees('Signature valid.', trial)

  await window.fill('Signed text', '{body}{nonsense}')
  await window.press('Control+s')
  await window.sees(/`?\{nonsense\}`? is not known/)
  assert.match(window.complaints.splice(0).join(), /^Failed to load resource: .* 422 [^,]*$/)
  await window.fill('Signed text', '{body}')
  await window.press('Control+s')
  await window.sees('Our shop can be used by sources and destinations.')
  await window.choose('JSON or TOML')
  assert.match(await window.page.getByRole('textbox', { name: 'The whole record' }).inputValue(), /"prefix": "sig="/)
  await window.look('provider-record')

  const source = await tacklebox.api('POST', '/sources', { name: 'Shop', provider: 'our-shop', secrets: [SECRET] })
  const headers = { 'x-shop-event': 'order', 'x-shop-signature': signed(body) }
  assert.equal((await fetch(source.receive_url, { method: 'POST', headers, body })).status, 200)
  const [event] = (await tacklebox.api('GET', '/events?limit=1')).items
  assert.deepEqual([event.event_type, event.provider_event_id, event.verification.verdict], ['order.paid', 'evt_7', 'verified'])

  // Deleting is refused while the source uses it.
  await window.click('button', 'Delete', window.main)
  await window.sees(/The source Shop uses this provider/)
  window.forgive(/422/)
  await tacklebox.api('DELETE', `/sources/${source.id}`)
  await window.click('button', 'Delete', window.main)
  await window.sees('No provider of your own yet.')
})

test('what a sender sends twice is kept once after one click', async () => {
  const window = await windows.open(tacklebox, { path: '/sources/new' })
  await window.choose('GitHub')
  await window.page.getByRole('checkbox', { name: /Keep one of each X-GitHub-Delivery/ }).click()
  await window.look('source-deduplication')
  await window.click('button', /^Create source/)
  await window.sees('GitHub is ready to receive.')
  const [source] = (await tacklebox.api('GET', '/sources')).items.filter(({ provider }) => provider === 'github')
  assert.deepEqual(source.deduplication.by, { key: 'provider_id' })
})

test('another public URL is tried on an event whose signature covers it, and kept', async () => {
  const source = await tacklebox.api('POST', '/sources', { name: 'Square', provider: 'square', secrets: [SECRET], public_url: 'http://shop.example/in/square' })
  const signedUrl = 'https://shop.example/in/square'
  const body = '{"type":"payment.updated","event_id":"evt_1"}'
  const signature = createHmac('sha256', SECRET).update(signedUrl + body).digest('base64')
  const response = await fetch(source.receive_url, { method: 'POST', headers: { 'x-square-hmacsha256-signature': signature }, body })
  assert.equal(response.status, 401)
  const [event] = (await tacklebox.api('GET', '/events?limit=1')).items
  const window = await windows.open(tacklebox, { path: `/timeline?selected=${event.id}` })
  await window.fill('Public URL to try', signedUrl)
  await window.press('Enter')
  await window.sees('The signature was made for this address.')
  await window.look('signature-other-url')
  await window.click('button', 'Use it for Square')
  await window.sees('Saved. Square checks with this address from now on.')
  assert.equal((await tacklebox.api('GET', `/sources/${source.id}`)).public_url, signedUrl)
})
