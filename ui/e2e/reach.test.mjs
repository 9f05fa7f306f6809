// Reached from outside: a source that a channel feeds, and the receiver behind a tunnel.
import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

// Prints what cloudflared prints for a quick tunnel, and stays.
const CLOUDFLARED = `#!/bin/sh
echo '2026-01-01T12:00:01Z INF |  https://seal-lake-fine-words.trycloudflare.com  |' >&2
exec sleep 600
`
const windows = useWindows()
let tacklebox, programs, channel
const listeners = []

before(async () => {
  programs = await mkdtemp(join(tmpdir(), 'programs-'))
  await writeFile(join(programs, 'cloudflared'), CLOUDFLARED)
  await chmod(join(programs, 'cloudflared'), 0o755)
  tacklebox = await Tacklebox.start({ PATH: `${programs}:/usr/bin:/bin` })
  channel = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('event: ready\ndata: {}\n\n')
    listeners.push(response)
  })
  await new Promise(resolve => channel.listen(0, '127.0.0.1', resolve))
})

after(async () => {
  listeners.forEach(response => response.end())
  channel?.close()
  await tacklebox?.stop()
  await rm(programs, { recursive: true, force: true })
})

test('a channel feeds a source, and the form says how it is', async () => {
  const url = `http://127.0.0.1:${channel.address().port}/abc`
  const source = await tacklebox.api('POST', '/sources', { name: 'Shop', provider: 'none' })
  const window = await windows.open(tacklebox, { path: `/sources/${source.id}` })
  await window.fill('Channel', 'smee.io/abc')
  await window.sees('Give the whole address, like https://smee.io/abc.')
  await window.fill('Channel', url)
  await window.press('Control+s')
  await window.sees('Connected, nothing came yet.')
  const handedOver = { 'content-type': 'application/json', body: { type: 'order.paid', id: 7 }, query: {} }
  listeners.at(-1).write(`data: ${JSON.stringify(handedOver)}\n\n`)
  await window.sees('Connected, 1 request came.')
  await window.sees('This channel hands over parsed bodies')
  await window.goTo('Timeline')
  await window.row(/order\.paid/).first().waitFor()
})

test('the receiver goes behind an installed tunnel, and every source shows its address there', async () => {
  const window = await windows.open(tacklebox, { path: '/sources' })
  await window.click('button', 'Public URL off')
  const tailscale = window.page.getByRole('menuitem', { name: /tailscale/ })
  assert.match(await tailscale.textContent(), /Not installed/)
  await window.click('menuitem', 'Open to the internet with cloudflared')
  await window.click('button', 'seal-lake-fine-words.trycloudflare.com')
  await window.click('menuitem', 'Copy the public URL')
  await window.sees('Copied.')
  assert.equal(await window.page.evaluate(() => navigator.clipboard.readText()), 'https://seal-lake-fine-words.trycloudflare.com')

  const source = await tacklebox.api('POST', '/sources', { name: 'GitHub', provider: 'github', slug: 'gh', secrets: ['s'] })
  const other = await windows.open(tacklebox, { path: `/sources/${source.id}` })
  await other.sees('https://seal-lake-fine-words.trycloudflare.com/in/gh')

  await window.click('button', 'seal-lake-fine-words.trycloudflare.com')
  await window.click('menuitem', 'End cloudflared')
  await window.sees('Public URL off')
  await other.sees('Open a tunnel')
})
