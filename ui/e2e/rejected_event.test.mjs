// Events that were refused, and content that means harm: both are shown as what they are.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'

import { LocalProgram } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox

before(async () => {
  tacklebox = await Tacklebox.start()
})

after(() => tacklebox?.stop())

test('a wrong signature says why it failed', async () => {
  const source = await tacklebox.api('POST', '/sources', { name: 'GitHub', provider: 'github', secrets: ['right'] })
  const headers = { 'x-github-event': 'push', 'x-github-delivery': 'one', 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }
  const response = await fetch(source.receive_url, { method: 'POST', headers, body: '{"ref":"refs/heads/main"}' })
  assert.equal(response.status, 401)

  const window = await windows.open(tacklebox)
  await window.row(/Rejected.*push/).click()
  await window.sees(/^Rejected: /)
  await window.sees('The sender got 401.')
  await window.sees('Possible reasons')
  await window.look('rejected')
  await window.click('link', 'Check the secret of GitHub')
  await window.page.getByRole('heading', { name: 'GitHub', exact: true }).waitFor()
})

test('the cause of a mismatch is found, and the right secret is tried and added', async () => {
  const source = await tacklebox.api('POST', '/sources', { name: 'Repository', provider: 'github', secrets: ['old secret'] })
  const send = (body, secret, sent = body) => {
    const signature = createHmac('sha256', secret).update(body).digest('hex')
    const headers = { 'x-github-event': 'release', 'x-github-delivery': String(Math.random()), 'x-hub-signature-256': `sha256=${signature}` }
    return fetch(source.receive_url, { method: 'POST', headers, body: sent })
  }
  assert.equal((await send('{"action":"created"}', 'old secret', '{"action":"created"}\n')).status, 401)
  const first = await windows.open(tacklebox)
  await first.row(/Rejected.*release/).first().click()
  await first.sees('Proven: with that change the signature matches.')
  await first.look('rejected-cause')

  assert.equal((await send('{"action":"deleted"}', 'new secret')).status, 401)
  const window = await windows.open(tacklebox)
  await window.row(/Rejected.*release\.deleted/).first().click()
  await window.sees('A right request would have')
  await window.fill('Secret to try', 'not this one')
  await window.press('Enter')
  await window.page.getByRole('button', { name: 'Add it to Repository' }).waitFor({ state: 'hidden' })
  await window.fill('Secret to try', 'new secret')
  await window.press('Enter')
  await window.sees('The signature was made with this secret.')
  await window.look('rejected-other-secret')
  await window.click('button', 'Add it to Repository')
  await window.sees('Repository takes what is signed with it from now on.')
  assert.equal((await send('{"action":"edited"}', 'new secret')).status, 200)
})

test('markup in an event is text: in its type, its headers and its body', async () => {
  const hostile = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'
  const source = await tacklebox.api('POST', '/sources', { name: hostile.slice(0, 60), provider: 'none' })
  const response = await fetch(source.receive_url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-note': hostile },
    body: JSON.stringify({ type: 'hostile.event', [hostile]: hostile, '\u202Eevil': '\u202Egnp.exe' }),
  })
  assert.equal(response.status, 200)

  const window = await windows.open(tacklebox)
  await window.row(/hostile\.event/).click()
  await window.click('tab', 'Request')
  await window.inspector.getByText('<script>').first().waitFor()
  await window.inspector.getByText('onerror').first().waitFor()
  await window.look('hostile-event')
  assert.equal(await window.page.locator('main img, main script').count(), 0)
  assert.doesNotMatch(await window.page.title(), /owned/)
})

test('what is no JSON, no text or very long is shown all the same', async () => {
  const source = await tacklebox.api('POST', '/sources', { name: 'Anything', provider: 'none', slug: 'anything' })
  const bodies = {
    broken: ['application/json', '{"type": "broken", "amount": 12'],
    binary: ['application/octet-stream', Buffer.from([0, 255, 254, 128, 10, 13, 7])],
    long: ['application/json', JSON.stringify({ type: 'long.list', items: Array.from({ length: 200_000 }, (_, index) => ({ index })) })],
  }
  for (const [name, [contentType, body]] of Object.entries(bodies)) {
    const response = await fetch(source.receive_url, { method: 'POST', headers: { 'content-type': contentType }, body })
    assert.equal(response.status, 200, name)
  }

  const window = await windows.open(tacklebox)
  await window.row(/long\.list/).click()
  await window.click('tab', 'Request')
  await window.sees('"index"')
  assert.ok((await window.page.locator('main *').count()) < 4_000, 'only the lines in sight are in the document')
  for (const [index, name, seen] of [[1, 'binary', '00 ff fe 80'], [2, 'broken', '"amount": 12']]) {
    await window.row(/Anything/).nth(index).click()
    await window.sees(seen)
    await window.look(`body-${name}`)
  }
})

test('an event that went nowhere is delivered once, to a destination that is chosen', async () => {
  const source = await tacklebox.api('POST', '/sources', { name: 'Shop', provider: 'none' })
  const headers = { 'content-type': 'application/json' }
  assert.equal((await fetch(source.receive_url, { method: 'POST', headers, body: '{"type":"page.left"}' })).status, 200)
  const window = await windows.open(tacklebox)
  await window.row(/page\.left/).click()
  const deliver = window.page.getByRole('button', { name: 'Deliver to' })
  assert.equal(await deliver.getAttribute('aria-disabled'), 'true')
  const program = await LocalProgram.start()
  await tacklebox.api('POST', '/destinations', { name: 'Audit', url: program.url })
  await deliver.and(window.page.locator(':not([aria-disabled=true])')).click()
  await window.look('deliver-to')
  await window.click('menuitem', 'Audit')
  const { body } = await program.received.next('the event', () => true)
  assert.equal(String(body), '{"type":"page.left"}')
  await window.row(/Delivered.*page\.left/).waitFor()
  await window.inspector.getByText('Audit').first().waitFor()
  program.end()
})
