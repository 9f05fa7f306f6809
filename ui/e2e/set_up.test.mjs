// Sources, destinations and subscriptions: made, changed and deleted in the window, and true in the engine.
import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'

import { LocalProgram } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const SECRET = "It's a Secret to Everybody"
const windows = useWindows()
let tacklebox, program

before(async () => {
  tacklebox = await Tacklebox.start()
  program = await LocalProgram.start()
})

after(async () => {
  program?.end()
  await tacklebox?.stop()
})

test('a GitHub source with its secret', async () => {
  const window = await windows.open(tacklebox)
  await window.goTo('Sources')
  await window.click('button', 'Source', window.main)
  await window.choose('GitHub')
  await window.fill('Secret', SECRET)
  await window.click('button', /^Create source/)
  await window.sees('GitHub is ready to receive.')
  await window.sees('Waiting for the first GitHub event')

  const source = (await tacklebox.api('GET', '/sources')).items.find(({ provider }) => provider === 'github')
  await window.sees(source.receive_url)
  const payload = '{"action":"opened","number":7}'
  const signature = createHmac('sha256', SECRET).update(payload).digest('hex')
  const headers = { 'x-github-event': 'pull_request', 'x-github-delivery': randomUUID(), 'x-hub-signature-256': `sha256=${signature}` }
  const response = await fetch(source.receive_url, { method: 'POST', headers, body: payload })
  assert.equal(response.status, 200, await response.text())
  await window.seesNoMore('Waiting for the first GitHub event')
})

test('the secret of a source is rotated: both count until the old one ends, and go out as lines for an .env', async () => {
  const source = await tacklebox.api('POST', '/sources', { name: 'Rotating', provider: 'github', secrets: ['the old secret of it'] })
  const window = await windows.open(tacklebox, { path: `/sources/${source.id}` })
  await window.click('button', 'Rotate')
  await window.sees(/in use until/)
  await window.look('secrets')
  const [fresh, old] = (await tacklebox.api('GET', `/sources/${source.id}`)).secrets
  assert.equal(fresh.retires_at_ms, null)
  assert.ok(old.retires_at_ms > Date.now())
  await window.click('button', 'Copy as .env')
  await window.page.waitForFunction(async () => (await navigator.clipboard.readText()).includes('the old secret of it'))
  await window.click('button', /^Retire secret .* now$/)
  await window.sees(/retired/)
  await window.click('button', /^Keep secret .* in use$/)
  await window.page.getByText(/retired/).waitFor({ state: 'hidden' })
})

test('a destination with headers of its own', async () => {
  const window = await windows.open(tacklebox)
  await window.goTo('Destinations')
  await window.click('button', /Destination/, window.main)
  await window.fill('Callback URL', 'not a url')
  await window.fill('Name', 'Billing worker')
  const save = window.page.getByRole('button', { name: /^Create destination/ })
  assert.equal(await save.getAttribute('aria-disabled'), 'true', 'a URL that is none cannot be saved')
  await save.focus()
  await window.press('Enter')
  await window.hasFocus('Callback URL')

  await window.fill('Callback URL', `${program.url}/billing`)
  await window.press('Control+s')
  await window.sees('Billing worker')
  await window.page.waitForURL(/\/destinations(\/dst_\w+)?/)
  const [destination] = (await tacklebox.api('GET', '/destinations')).items
  assert.equal(destination.url, `${program.url}/billing`)
  assert.equal(destination.name, 'Billing worker')
  assert.equal(destination.scheme, 'standard-webhooks')
})

test('a destination that wants a token, a proxy on the way, and secrets that never come back', async () => {
  const window = await windows.open(tacklebox)
  await window.goTo('Destinations')
  await window.click('button', /Destination/, window.main)
  await window.fill('Callback URL', `${program.url}/orders`)
  await window.fill('Name', 'Orders')
  await window.choose('OAuth2')
  await window.fill('Token URL', 'http://127.0.0.1:9/token')
  await window.fill('Client id', 'tackle')
  await window.fill('Scopes', 'orders:write orders:read')
  const save = window.page.getByRole('button', { name: /^Create destination/ })
  await save.focus()
  await window.press('Enter')
  await window.hasFocus('Client secret')
  await window.sees('Enter the client secret.')
  await window.fill('Client secret', 'a-secret-of-many-letters')
  await window.sees('Bearer ••••')
  await window.look('destination-authorization')

  await window.page.getByText('Certificates, proxy and timeouts').click()
  await window.fill('Certificate authority', 'no certificate')
  await window.fill('Proxy', 'socks5h://127.0.0.1:9')
  await window.fill('Connect within', '1.5')
  await window.press('Control+s')
  await window.sees('There is no certificate in it.')
  await window.look('destination-connection')
  // The browser itself notes a refusal.
  assert.match(window.complaints.splice(0).join(), /^Failed to load resource: .* 422 [^,]*$/)
  await window.fill('Certificate authority', '')
  await window.press('Control+s')
  await window.sees('Orders is ready.')

  const shown = async () => (await tacklebox.api('GET', '/destinations')).items.find(({ name }) => name === 'Orders')
  const { authorization, connection } = await shown()
  assert.equal(authorization.token_url, 'http://127.0.0.1:9/token')
  assert.deepEqual(authorization.scopes, ['orders:write', 'orders:read'])
  assert.equal(authorization.secret_hint, '••••rs')
  assert.deepEqual(connection.proxy, { url: 'socks5h://127.0.0.1:9', username: null, has_password: false })
  assert.equal(connection.connect_timeout_ms, 1_500)

  // Another name keeps the secret; another kind wants one of its own.
  await window.fill('Name', 'Orders too')
  await window.press('Control+s')
  await window.sees('Destination saved.')
  const [saved] = (await tacklebox.api('GET', '/destinations')).items.filter(({ name }) => name === 'Orders too')
  assert.deepEqual([saved.authorization, saved.connection], [authorization, connection])
  await window.choose('Bearer')
  await window.press('Control+s')
  await window.hasFocus('Token')
  await tacklebox.api('DELETE', `/destinations/${saved.id}`)
})

test('a subscription by pattern, which then delivers what matches and nothing else', async () => {
  const window = await windows.open(tacklebox)
  await window.goTo('Subscriptions')
  await window.click('button', /Subscription/, window.main)
  await window.choose('GitHub')
  await window.fill('Event type or pattern', 'pull_request.*')
  await window.click('button', 'Pattern')
  await window.page.getByRole('heading', { name: '1 of 1' }).waitFor()
  await window.choose('Billing worker')
  await window.choose('Fast, local')
  await window.choose('At the first failure')
  await window.click('button', /^Save/)
  await window.sees('Subscription saved.')

  const [subscription] = (await tacklebox.api('GET', '/subscriptions')).items
  assert.deepEqual(subscription.event_types, ['pull_request.*'])
  assert.equal(subscription.notify, 'first_failure')

  const source = (await tacklebox.api('GET', '/sources')).items.find(({ provider }) => provider === 'github')
  for (const name of ['push', 'pull_request']) {
    const payload = `{"action":"closed","from":"${name}"}`
    const signature = createHmac('sha256', SECRET).update(payload).digest('hex')
    const headers = { 'x-github-event': name, 'x-github-delivery': randomUUID(), 'x-hub-signature-256': `sha256=${signature}` }
    assert.equal((await fetch(source.receive_url, { method: 'POST', headers, body: payload })).status, 200)
  }
  const { body } = await program.received.next('the one that matches', () => true)
  assert.match(String(body), /"from":"pull_request"/)
  await window.goTo('Timeline')
  await window.row(/Delivered.*pull_request\.closed.*Billing worker/).waitFor()
  await window.row(/Not routed.*push\.closed/).waitFor()
})

test('a name is changed, and a subscription is deleted, brought back, and deleted again', async () => {
  const window = await windows.open(tacklebox)
  await window.goTo('Destinations')
  await window.click('link', 'Billing worker')
  await window.fill('Name', 'Invoices')
  await window.press('Control+s')
  await window.page.getByRole('heading', { name: 'Invoices' }).waitFor()
  assert.equal((await tacklebox.api('GET', '/destinations')).items[0].name, 'Invoices')

  await window.goTo('Subscriptions')
  await window.main.getByRole('link').first().click()
  await window.click('button', /^Delete/, window.main)
  await window.page.waitForURL(/\/subscriptions$/)
  await window.click('button', 'Undo')
  await window.sees(/^Undone: Subscription/)
  assert.equal((await tacklebox.api('GET', '/subscriptions')).items.length, 1, 'it is back')
  await window.main.getByRole('link').first().click()
  await window.click('button', /^Delete/, window.main)
  await window.page.waitForURL(/\/subscriptions$/)
  assert.equal((await tacklebox.api('GET', '/subscriptions')).items.length, 0)
})

test('a setting holds for the next window too', async () => {
  const window = await windows.open(tacklebox)
  await window.goTo('Settings')
  await window.choose('Dark')
  await window.until(() => document.documentElement.dataset.theme === 'dark')
  await window.until(() => getComputedStyle(document.body).colorScheme.includes('dark') || matchMedia('(prefers-color-scheme: light)').matches)

  const next = await windows.open(tacklebox)
  await next.until(() => document.documentElement.dataset.theme === 'dark')
})
