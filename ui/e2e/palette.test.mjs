// The command palette and the list of shortcuts: everything by keyboard, and nothing while one types.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { LocalProgram } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox, program, source

before(async () => {
  tacklebox = await Tacklebox.start()
  program = await LocalProgram.start()
  source = await tacklebox.api('POST', '/sources', { name: 'Shop', provider: 'none', slug: 'shop' })
  const destination = await tacklebox.api('POST', '/destinations', { name: 'Billing', url: `${program.url}/billing` })
  await tacklebox.api('POST', '/subscriptions', { source_id: source.id, event_types: ['order.*'], destination_id: destination.id })
  for (const type of ['order.paid', 'order.refunded']) {
    const response = await fetch(source.receive_url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ type }) })
    assert.equal(response.status, 200)
  }
})

after(async () => {
  program?.end()
  await tacklebox?.stop()
})

const palette = window => window.page.getByRole('dialog', { name: 'Command palette' })
const option = (window, name) => palette(window).getByRole('option', { name })
const ask = async (window, text) => {
  await window.press('Control+k')
  await palette(window).getByRole('combobox').waitFor()
  await window.page.keyboard.type(text)
}

test('a screen, a source, a kind of event and an event by its id are found and opened', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/Delivered/).first().waitFor()

  await ask(window, 'setti')
  await option(window, /^Settings/).waitFor()
  await window.press('Enter')
  await window.page.getByRole('heading', { name: 'Settings', exact: true }).waitFor()
  await palette(window).waitFor({ state: 'hidden' })

  await ask(window, 'shop')
  await option(window, /^Shop.*\/in\/shop/).waitFor()
  await window.look('palette-query')
  await window.press('Enter')
  await window.page.waitForURL(url => url.pathname === `/sources/${source.id}`)

  await ask(window, 'refunded')
  await option(window, /^order\.refunded.*1 event/).waitFor()
  await option(window, /^order\.refunded.*Delivered/).waitFor()
  await window.press('Enter')
  await window.page.waitForURL(url => url.searchParams.get('type') === 'order.refunded')
  await window.row(/order\.refunded/).waitFor()

  const [{ id }] = (await tacklebox.api('GET', '/events?event_type=order.paid')).items
  await ask(window, id)
  await option(window, /^order\.paid.*Event of/).waitFor()
  await window.press('Enter')
  await window.page.waitForURL(url => url.searchParams.get('selected') !== null)
  await window.sees('order.paid', window.inspector)
  await window.sees(id.slice(-8), window.inspector)
})

test('commands are given: a theme, a pause, a replay; what was used comes first the next time', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/Delivered/).first().waitFor()
  await ask(window, 'dark th')
  await option(window, /^Dark theme/).waitFor()
  await window.press('Enter')
  await window.until(() => document.documentElement.dataset.theme === 'dark')
  await window.press('Control+k')
  const recent = palette(window).getByRole('group', { name: 'Recent' })
  assert.match(await recent.getByRole('option').first().innerText(), /^Dark theme/)
  assert.match(await recent.getByRole('option').first().innerText(), /It is so already/)
  await window.look('palette')
  await window.press('Escape')
  await palette(window).waitFor({ state: 'hidden' })

  await ask(window, 'pause bill')
  await option(window, /^Pause Billing/).waitFor()
  await window.press('Enter')
  await tacklebox.until('the destination is paused', async () => (await tacklebox.api('GET', '/destinations')).items[0].is_paused)
  await ask(window, 'resume billing')
  await option(window, /^Resume Billing/).waitFor()
  await window.press('Enter')
  await tacklebox.until('the destination delivers', async () => !(await tacklebox.api('GET', '/destinations')).items[0].is_paused)

  const delivered = program.received.count?.() ?? null
  await window.row(/Delivered.*order\.paid/).first().click()
  await window.inspector.getByRole('button', { name: /^Replay/ }).waitFor()
  await ask(window, 'replay the selected')
  await option(window, /^Replay the selected delivery/).waitFor()
  await window.press('Enter')
  await tacklebox.until('it is delivered again', async () => (await tacklebox.api('GET', '/timeline?event_type=order.paid')).items.length === 2)
  assert.ok(delivered === null || program.received.count() > delivered)
})

test('the arrow keys go round, and what matches nothing is looked for in bodies', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/Delivered/).first().waitFor()
  await window.press('Control+k')
  const options = palette(window).getByRole('option')
  const chosen = window.page.locator('[aria-selected=true]')
  await options.first().and(chosen).waitFor()
  await palette(window).getByRole('group', { name: 'Kinds of events' }).waitFor()
  await window.press('ArrowUp')
  await options.last().and(chosen).waitFor()
  await window.press('ArrowDown')
  await options.first().and(chosen).waitFor()
  await window.page.keyboard.type('qqqxyz')
  await option(window, 'Look for “qqqxyz” in bodies').and(chosen).waitFor()
  await window.press('Enter')
  await window.page.getByRole('button', { name: 'Remove filter body qqqxyz' }).waitFor()
  await window.sees('No events match.')
})

test('Mod+P goes to places only, and the numbers go to screens', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/Delivered/).first().waitFor()
  await window.press('Control+p')
  await window.page.keyboard.type('dark theme')
  await window.sees('Nothing matches', palette(window))
  await window.press('Control+a')
  await window.page.keyboard.type('billing')
  await option(window, /^Billing/).first().waitFor()
  await window.press('Escape')
  await palette(window).waitFor({ state: 'hidden' })
  await window.press('Control+9')
  await window.page.getByRole('heading', { name: 'Destinations', exact: true, level: 1 }).waitFor()
  await window.press('Control+,')
  await window.page.getByRole('heading', { name: 'Settings', exact: true }).waitFor()
  await window.press('Control+1')
  await window.row(/Delivered/).first().waitFor()
})

test('the list of shortcuts has every one of them, and letters are letters where one types', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/Delivered/).first().waitFor()
  const overlay = window.page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await window.press('/')
  await window.press('?')
  assert.equal(await window.page.getByRole('combobox', { name: 'Filter' }).inputValue(), '?')
  assert.ok(!await overlay.isVisible(), 'a question mark that is typed opens nothing')
  await window.press('Backspace', 'Escape', 'Escape')
  await window.page.locator('body').press('?')
  await overlay.waitFor()
  for (const [what, keys] of [['Command palette', 'Ctrl+K'], ['Send test event', 'Ctrl+T'], ['Replay the selected delivery', 'R'], ['Next pane', 'F6'], ['Save', 'Ctrl+S']]) {
    await window.sees(what, overlay)
    await overlay.getByText(keys, { exact: true }).first().waitFor()
  }
  await window.look('shortcuts')
  await window.press('Control+9')
  assert.ok(!window.page.url().includes('destinations'), 'an open dialog keeps the keys')
  await window.press('Escape')
  await overlay.waitFor({ state: 'hidden' })
})

test('F6 goes through the panes', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/Delivered/).first().waitFor()
  const pane = () => window.page.evaluate(() => {
    const at = document.activeElement
    if (at?.closest('footer')) return 'status'
    if (at?.closest('[aria-label=Inspector]')) return 'inspector'
    if (at?.closest('main')) return 'list'
    return at?.closest('nav') ? 'rail' : at?.closest('header') ? 'title' : 'none'
  })
  const visited = []
  for (let presses = 0; presses < 5; presses += 1) {
    await window.press('F6')
    visited.push(await pane())
  }
  assert.deepEqual(visited, ['title', 'rail', 'list', 'inspector', 'status'])
  await window.press('Shift+F6')
  assert.equal(await pane(), 'inspector')
})
