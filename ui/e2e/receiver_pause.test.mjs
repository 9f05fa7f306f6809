// The receiver is paused and has to be seen to be, wherever one looks, until somebody resumes it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox, source

before(async () => {
  tacklebox = await Tacklebox.start()
  source = await tacklebox.api('POST', '/sources', { name: 'Shop', provider: 'none', slug: 'shop' })
  await send('first.event')
})

after(() => tacklebox?.stop())

const send = type => fetch(source.receive_url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ type }) })
const receiver = async () => (await tacklebox.api('GET', '/overview')).receiver
const bar = window => window.page.getByRole('contentinfo')
const banner = window => window.page.getByRole('status').filter({ hasText: 'Receiving is paused' })

test('it is paused from the status bar, tells senders so, and stays paused when the program starts anew', async () => {
  const window = await windows.open(tacklebox)
  await window.click('button', /^Receiving on/, bar(window))
  await window.look('receiver-menu')
  await window.click('menuitem', 'Pause until I resume')
  await bar(window).getByRole('button', { name: 'Paused' }).waitFor()
  await banner(window).getByText('Receiving is paused until you resume it. Senders are told to come again.').waitFor()
  await window.look('receiver-paused')

  const answer = await send('while.paused')
  assert.equal(answer.status, 503)
  assert.equal(answer.headers.get('retry-after'), '300')
  assert.equal((await answer.json()).code, 'receiver_paused')
  await window.close()

  await tacklebox.pause()
  await tacklebox.resume()
  assert.equal((await receiver()).state, 'paused')
  const again = await windows.open(tacklebox, { width: 900, height: 600, scheme: 'dark' })
  await banner(again).waitFor()
  await again.look('receiver-paused-narrow')
  await again.click('button', 'Resume', banner(again))
  await bar(again).getByRole('button', { name: /^Receiving on/ }).waitFor()
  await banner(again).waitFor({ state: 'detached' })
  assert.equal((await send('after.pause')).status, 200)
  await again.row(/after\.pause/).waitFor()
  assert.equal(await again.row(/while\.paused/).count(), 0)
})

test('a pause of an hour says when it ends, and the palette resumes', async () => {
  const window = await windows.open(tacklebox)
  await window.click('button', /^Receiving on/, bar(window))
  await window.click('menuitem', 'Pause for 1 hour')
  await bar(window).getByRole('button', { name: /^Paused until .*\d\d:\d\d$/ }).waitFor()
  const { paused_until_ms } = await receiver()
  assert.ok(Math.abs(paused_until_ms - Date.now() - 3_600_000) < 60_000, `${paused_until_ms}`)
  await window.goTo('Settings')
  await window.main.getByRole('region', { name: 'Receiver' }).getByText('Paused').waitFor()
  await window.press('Control+k')
  await window.page.keyboard.type('resume receiving')
  await window.page.getByRole('option', { name: /Resume receiving/ }).waitFor()
  await window.press('Enter')
  await bar(window).getByRole('button', { name: /^Receiving on/ }).waitFor()
  assert.equal((await receiver()).state, 'receiving')
})

test('a pause ends by itself', async () => {
  await tacklebox.api('PATCH', '/settings', { receiver_pause: { until_ms: Date.now() + 2_500 } })
  const window = await windows.open(tacklebox)
  await banner(window).waitFor()
  await banner(window).waitFor({ state: 'detached' })
  await bar(window).getByRole('button', { name: /^Receiving on/ }).waitFor()
  assert.equal((await send('by.itself')).status, 200)
})
