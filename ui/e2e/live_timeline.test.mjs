// The timeline with many events: it moves by itself, stands still when asked, is filtered, and walked by keys.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { LocalProgram } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const MANY = 1_500
const AT_A_TIME = 32
const windows = useWindows()
let tacklebox, program, source

before(async () => {
  tacklebox = await Tacklebox.start()
  program = await LocalProgram.start()
  source = await tacklebox.api('POST', '/sources', { name: 'Shop', provider: 'none' })
  const { id } = await tacklebox.api('POST', '/destinations', { name: 'App', url: program.url })
  await tacklebox.api('POST', '/subscriptions', { source_id: source.id, event_types: ['order.*'], destination_id: id })
  const numbers = Array.from({ length: MANY }, (_, index) => index)
  await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
      await send(number % 3 === 0 ? 'page.viewed' : 'order.paid', number)
    }
  }))
  const isDone = async () => (await tacklebox.api('GET', '/overview')).counts.delivered === MANY - MANY / 3
  if (!(await isDone())) await tacklebox.until('all is delivered', isDone)
})

after(async () => {
  program?.end()
  await tacklebox?.stop()
})

async function send(type, number) {
  const response = await fetch(source.receive_url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ type, number }) })
  assert.equal(response.status, 200)
}

test('only the rows in sight are in the document, and all can be scrolled to', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/order\.paid/).first().waitFor()
  assert.ok((await window.page.getByRole('row').count()) < 120)
  const grid = window.page.getByRole('grid', { name: 'Deliveries' })
  assert.equal(await grid.getAttribute('aria-rowcount'), String(MANY + 1))
  await grid.focus()
  await window.press('Home')
  // Older pages come as the end comes near.
  await window.until(async total => {
    const scroll = document.querySelector('[role=grid] [role=presentation]')
    scroll.scrollTop = scroll.scrollHeight
    return document.querySelector(`[role=row][aria-rowindex="${total + 1}"]`) !== null
  }, MANY)
})

test('new rows come by themselves; while it is paused they are counted', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/order\.paid/).first().waitFor()
  await send('order.first', 1)
  await window.row(/Delivered.*order\.first/).waitFor()
  await window.click('button', 'Following')
  await window.click('button', /^Paused/).catch(() => {})
  await window.page.getByRole('button', { name: 'Following' }).click()
  await send('order.second', 2)
  await window.page.getByRole('button', { name: /Paused.*1.*new/s }).waitFor()
  assert.equal(await window.row(/order\.second/).count(), 0)
  await window.page.getByRole('button', { name: /Paused/ }).click()
  await window.row(/order\.second/).waitFor()
})

test('a typed filter narrows the list and can be taken back', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/order\.paid/).first().waitFor()
  await window.press('/')
  assert.equal(await window.focused(), 'Filter')
  await window.page.keyboard.type('type:page.viewed')
  await window.press('Enter')
  await window.page.getByRole('button', { name: /Remove filter/ }).waitFor()
  await window.row(/page\.viewed/).first().waitFor()
  await window.until(() => ![...document.querySelectorAll('[role=row]')].some(row => row.textContent.includes('order.')))
  await window.look('timeline-filtered')
  await window.page.getByRole('button', { name: /Remove filter/ }).click()
  await window.row(/order\.paid/).first().waitFor()
})

test('the list is walked, opened and left by keys', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/order\.paid/).first().waitFor()
  const grid = window.page.getByRole('grid', { name: 'Deliveries' })
  const selected = () => window.page.locator('[role=row][aria-selected=true]').getAttribute('aria-rowindex')
  await window.press('j')
  assert.equal(await selected(), '2')
  await window.press('j', 'j', 'k')
  assert.equal(await selected(), '3')
  await grid.focus()
  await window.press('ArrowDown')
  assert.equal(await selected(), '4')
  await window.press('Enter')
  assert.equal(await window.focused(), 'Inspector')
  await window.press('2')
  await window.page.getByRole('tab', { name: 'Request', selected: true }).waitFor()
  await window.press('Escape')
  await window.until(() => document.activeElement?.getAttribute('role') === 'grid')
  await window.press('Escape')
  await window.page.locator('[role=row][aria-selected=true]').waitFor({ state: 'detached' })
})
