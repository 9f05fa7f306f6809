// The engine speaks the language of the window: why a delivery failed, what is refused, what a signature lacks.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { refusedPort } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox

before(async () => {
  tacklebox = await Tacklebox.start()
  await tacklebox.api('PATCH', '/settings', { language: 'de' })
})

after(() => tacklebox?.stop())

test('why a delivery failed is said in German', async () => {
  const port = await refusedPort()
  const { id } = await tacklebox.api('POST', '/destinations', { name: 'Rechnungen', url: `http://127.0.0.1:${port}/hooks` })
  await tacklebox.api('POST', '/subscriptions', { event_types: ['order.paid'], destination_id: id, retry_schedule: { preset: 'none' } })
  const { deliveries } = await tacklebox.api('POST', '/events?type=order.paid', { id: 1 })
  await tacklebox.until('the delivery is over', async () => {
    const { state } = await tacklebox.api('GET', `/deliveries/${deliveries[0]}`)
    return state === 'dead_letter'
  })
  const window = await windows.open(tacklebox)
  await window.until(() => document.documentElement.lang === 'de')
  await window.row(/order\.paid/).first().click()
  const inspector = window.page.getByRole('region', { name: 'Inspektor' })
  await window.sees(`Auf 127.0.0.1:${port} lauscht nichts.`, inspector)
  await window.sees('Deine App ist noch nicht gestartet.', inspector)
  await window.look('german-why')
  await window.click('tab', /^Versuche/, inspector)
  await window.sees(`Auf 127.0.0.1:${port} lauscht nichts.`, inspector)

  // The language is changed where it is read: the words of the engine change with it.
  await tacklebox.api('PATCH', '/settings', { language: 'en' })
  await window.until(() => document.documentElement.lang === 'en')
  await window.sees(`Nothing is listening on 127.0.0.1:${port}.`)
  await tacklebox.api('PATCH', '/settings', { language: 'de' })
  await window.sees(`Auf 127.0.0.1:${port} lauscht nichts.`)
})

test('what the engine refuses is said in German', async () => {
  const window = await windows.open(tacklebox, { path: '/catalogue' })
  await window.click('button', 'OpenAPI importieren')
  await window.fill('OpenAPI-Dokument', '{}')
  await window.press('Control+s')
  await window.sees(/OpenAPI 3\.1 nennt sie unter webhooks/)
  // The browser itself complains about the refused request.
  assert.equal(window.complaints.splice(0).length, 1)
})

test('what a signature lacks is said in German, also of what was kept in English', async () => {
  const source = await tacklebox.api('POST', '/sources', { name: 'GitHub', provider: 'github', secrets: ['right'] })
  const headers = { 'x-github-event': 'push', 'x-github-delivery': 'one', 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }
  const response = await fetch(source.receive_url, { method: 'POST', headers, body: '{"ref":"refs/heads/main"}' })
  assert.equal(response.status, 401)
  assert.match((await response.json()).detail, /^The signature does not match\./, 'senders are answered in English')
  const window = await windows.open(tacklebox)
  await window.row(/push/).first().click()
  await window.sees(/^Abgewiesen: /)
  await window.sees(/Die Signatur passt nicht\. Sie wurde mit einem anderen Secret gemacht/)
  await window.look('german-signature')
})
