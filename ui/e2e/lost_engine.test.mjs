// The window says so when it has no engine or no key, and goes on by itself when the engine is back.
import { after, before, test } from 'node:test'

import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox

before(async () => {
  tacklebox = await Tacklebox.start()
})

after(() => tacklebox?.stop())

test('the engine goes and comes back', async () => {
  const window = await windows.open(tacklebox)
  await window.sees('Waiting for the first event.')
  await tacklebox.pause()
  await window.sees('The window lost its engine.')
  await tacklebox.resume()
  await window.click('button', /^Reconnect/).catch(() => {})
  await window.seesNoMore('The window lost its engine.')
  const [source] = (await tacklebox.api('GET', '/sources')).items
  await fetch(source.receive_url, { method: 'POST', body: '{"type":"after.the.break"}', headers: { 'content-type': 'application/json' } })
  await window.row(/after\.the\.break/).waitFor()
  window.forgive(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/)
})

test('an address without its key asks for the whole address', async () => {
  const window = await windows.open(tacklebox, { token: 'wrong' })
  await window.sees('This address lacks its key.')
  await window.look('without-key')
  window.forgive(/401/)
})
