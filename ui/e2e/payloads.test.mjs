// Payloads of every size and kind: read as lines, as a tree, as bytes; searched, saved.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'

import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox

before(async () => {
  tacklebox = await Tacklebox.start()
})

after(() => tacklebox?.stop())

async function publish(type, body, contentType = 'application/json') {
  const headers = { authorization: `Bearer ${tacklebox.token}`, 'content-type': contentType }
  const response = await fetch(`${tacklebox.control}/api/v1/events?type=${type}`, { method: 'POST', headers, body })
  assert.equal(response.status, 202, await response.clone().text())
  return (await response.json()).id
}

async function open(id, options) {
  const window = await windows.open(tacklebox, { path: `/timeline?selected=${id}&tab=request`, ...options })
  await window.page.getByRole('group', { name: 'Body' }).waitFor()
  return window
}

const png = `iVBORw0KGgoAAAANSUhEUgAA${'Ab0/'.repeat(3_000)}`
const order = {
  type: 'order.paid',
  note: 'Tackle box, "large" – café',
  icon: png,
  long: 'lorem ipsum '.repeat(40_000),
  data: { id: 'ord_1', amount: 4200.5, paid: true, to: null, 'odd key': [1, [2, [3]]], lines: Array.from({ length: 700 }, (_, index) => ({ sku: `fly-${index}`, quantity: index })) },
}

for (const scheme of ['light', 'dark']) {
  test(`every way of reading, ${scheme}`, async () => {
    const id = await publish('order.paid', JSON.stringify(order))
    const window = await open(id, { scheme })
    const body = window.page.getByRole('group', { name: 'Body' })
    await window.sees('"order.paid"', body)
    await window.sees(/kB hidden$/, body)
    await window.sees('PNG · 9 kB', body)
    await window.look(`payload-pretty-${scheme}`)
    await window.click('button', 'Wrap long lines', body)
    await window.look(`payload-wrapped-${scheme}`)
    await window.click('button', 'Wrap long lines', body)
    for (const mode of ['Tree', 'Raw', 'Hex']) {
      await body.getByText(mode, { exact: true }).click()
      await window.sees({ Tree: 'icon', Raw: /^\{"type"/, Hex: '7b 22 74 79' }[mode], body)
      await window.look(`payload-${mode.toLowerCase()}-${scheme}`)
    }
    const markup = await publish('invoice.xml', '<?xml version="1.0"?><invoice id="7"><line sku="fly">2</line><total>9</total></invoice>', 'application/xml')
    await (await open(markup, { scheme })).look(`payload-xml-${scheme}`)
    const form = await publish('sms.form', 'From=%2B49170&Body=Hello+there&payload=%7B%22a%22%3A1%7D', 'application/x-www-form-urlencoded')
    await (await open(form, { scheme })).look(`payload-form-${scheme}`)
  })
}

test('what is hidden of a long line is shown step by step', async () => {
  const window = await open(await publish('long.line', JSON.stringify({ long: `${'a'.repeat(30_000)}THE END` })))
  const body = window.page.getByRole('group', { name: 'Body' })
  await window.click('button', /kB hidden/, body)
  await window.sees(/kB before/, body)
  await window.click('button', /kB hidden/, body)
  await window.sees(/2\d kB before/, body)
  await window.click('button', /kB hidden|B hidden/, body)
  await window.sees(/THE END/, body)
})

test('the tree is read by keyboard, and its paths and values are copied', async () => {
  const window = await open(await publish('order.tree', JSON.stringify(order)))
  const body = window.page.getByRole('group', { name: 'Body' })
  await body.getByText('Tree', { exact: true }).click()
  const tree = body.getByRole('tree', { name: 'Body' })
  await tree.focus()
  const current = () => tree.locator('[aria-selected="true"]').getAttribute('aria-level')
  await window.press('Home', 'ArrowDown')
  for (let step = 0; step < 4; step += 1) await window.press('ArrowDown')
  await window.sees('$.data', body)
  await tree.getByRole('treeitem', { name: /data/ }).first().waitFor()
  await window.press('ArrowRight')
  await tree.getByRole('treeitem', { name: 'amount : 4200.5' }).waitFor()
  await window.press('ArrowRight')
  await window.sees('$.data.id', body)
  assert.equal(await current(), '3')
  for (let step = 0; step < 5; step += 1) await window.press('ArrowDown')
  await window.sees('$.data.lines', body)
  await window.press('Enter', 'End')
  await window.sees('$.data.lines[699]', body)
  assert.ok((await tree.getByRole('treeitem').count()) < 120, 'only what is in sight is in the document')
  await window.press('ArrowRight')
  await tree.getByRole('treeitem', { name: 'sku : "fly-699"' }).waitFor()
  await window.press('ArrowRight')
  await window.sees('$.data.lines[699].sku', body)
  await window.look('payload-tree-open')
  await window.click('button', 'Copy the path', body)
  await window.sees('Copied.')
  assert.equal(await window.page.evaluate(() => navigator.clipboard.readText()), '$.data.lines[699].sku')
  await tree.focus()
  await window.press('ArrowLeft', 'Control+c')
  await window.until(async () => (await navigator.clipboard.readText()) === '{"sku":"fly-699","quantity":699}')
  await window.press('ArrowLeft', 'ArrowLeft', 'ArrowLeft')
  await window.sees('$.data', body)
})

test('something is found by text, case and expression, and one goes on from place to place', async () => {
  const window = await open(await publish('order.find', JSON.stringify(order)))
  const body = window.page.getByRole('group', { name: 'Body' })
  await body.getByRole('region', { name: 'Body' }).focus()
  await window.press('/')
  await window.hasFocus('Find in the body')
  await window.page.keyboard.type('FLY-69')
  await window.sees('1 of 11', body)
  await window.sees('fly-69', body.locator('[data-current]'))
  await window.press('Enter')
  await window.sees('2 of 11', body)
  await window.look('payload-find')
  await body.getByRole('region', { name: 'Body' }).focus()
  await window.press('n')
  await window.sees('3 of 11', body)
  await window.press('p', 'p', 'p')
  await window.sees('11 of 11', body)
  await window.click('button', 'Match case', body)
  await window.sees('Nothing found', body)
  await window.click('button', 'Regular expression', body)
  await window.fill('Find in the body', 'fly-(1|2)"')
  await window.sees('1 of 2', body)
  await window.fill('Find in the body', 'fly-(')
  await window.sees(/regular expression/, body)
  await window.press('Escape')
  await body.getByRole('textbox', { name: 'Find in the body' }).waitFor({ state: 'hidden' })
  await window.press('g')
  await window.hasFocus('Go to line')
  await window.page.keyboard.type('1500')
  await window.press('Enter')
  await window.sees('1500', body.locator('[data-current]'))
  window.forgive(/422/)
})

test('a body is saved byte for byte and copied as far as the clipboard takes it', async () => {
  const bytes = Buffer.from([0, 255, 254, 128, 10, 13, 7])
  const window = await open(await publish('bytes', bytes, 'application/octet-stream'))
  const [download] = await Promise.all([window.page.waitForEvent('download'), window.click('button', 'Save the body to a file')])
  assert.deepEqual(await readFile(await download.path()), bytes)
  assert.match(download.suggestedFilename(), /^evt_.*\.bin$/)
  const latin = await open(await publish('latin', Buffer.from('caf\xe9 au lait', 'latin1'), 'text/plain; charset=iso-8859-1'))
  await latin.sees('café au lait')
  await latin.sees(/windows-1252/)
  await latin.click('button', 'Copy the body')
  await latin.sees('Copied.')
  assert.equal(await latin.page.evaluate(() => navigator.clipboard.readText()), 'café au lait')
})

test('100 MB of JSON and 10 MB in one line open at once, and are searched in the engine', async () => {
  const measured = {}
  const timed = async (name, act) => {
    const begin = performance.now()
    await act()
    measured[name] = `${Math.round(performance.now() - begin)} ms`
  }
  const memory = async () => Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${tacklebox.pid}/status`, 'utf8'))[1]) * 1024
  const megabytes = bytes => `${Math.round(bytes / 1e6)} MB`
  const entries = []
  for (let size = 0, index = 0; size < 100e6; index += 1) {
    const entry = JSON.stringify({ index, sku: `fly-rod-${index}`, price: 12.5, tags: ['new', 'sale'], note: 'A rod for rivers and lakes.' })
    entries.push(entry)
    size += entry.length + 1
  }
  entries[entries.length >> 1] = '{"needle":"in the middle of it all"}'
  const json = `{"type":"big","items":[${entries.join(',')}]}`
  const id = await publish('big', json)
  measured.body = megabytes(json.length)
  measured.memoryBefore = megabytes(await memory())
  const ask = path => tacklebox.api('GET', path)
  await timed('openedByEngine', () => ask(`/bodies/${id}/lines?count=60`))
  measured.memoryOpen = megabytes(await memory())
  const head = await ask(`/bodies/${id}/lines?count=1`)
  measured.lines = head.total_lines
  await timed('windowInTheMiddle', () => ask(`/bodies/${id}/lines?first=${head.total_lines >> 1}&count=200`))
  await timed('search', () => ask(`/bodies/${id}/matches?find=needle`))
  await timed('lastChildrenOfTheTree', async () => {
    const root = await ask(`/bodies/${id}/tree`)
    const list = await ask(`/bodies/${id}/tree?at=${root.nodes[1].at}&first=${entries.length - 50}`)
    assert.equal(list.nodes.at(-1).index, entries.length - 1)
  })

  const window = await windows.open(tacklebox, { path: `/timeline` })
  await timed('firstLinesInTheWindow', async () => {
    await window.row(/ big/).first().click()
    await window.click('tab', 'Request')
    await window.sees('"fly-rod-0"')
  })
  const body = window.page.getByRole('group', { name: 'Body' })
  await timed('endOfTheWindow', async () => {
    await body.getByRole('region', { name: 'Body' }).evaluate(element => { element.scrollTop = element.scrollHeight })
    await window.sees(new Intl.NumberFormat('en').format(head.total_lines).replaceAll(',', ''), body)
  })
  await window.look('payload-100-mb-end')
  await body.getByRole('region', { name: 'Body' }).focus()
  await window.press('/')
  await timed('searchInTheWindow', async () => {
    await window.page.keyboard.type('needle')
    await window.sees('1 of 1', body)
    await window.sees('in the middle of it all', body)
  })
  await window.look('payload-100-mb')
  assert.ok((await window.page.locator('main *').count()) < 4_000, 'only the lines in sight are in the document')

  const line = `{"type":"wide","text":"${'0123456789 '.repeat(950_000)}"}`
  const wide = await publish('wide', line)
  await timed('openedTenMegabyteLine', () => ask(`/bodies/${wide}/lines?count=60`))
  await timed('rawTenMegabyteLine', () => ask(`/bodies/${wide}/lines?view=raw&count=60`))
  await timed('searchInTenMegabyteLine', () => ask(`/bodies/${wide}/matches?find=9%20%22`))
  const other = await open(wide)
  await other.sees(/10\.4 MB hidden/)
  console.log(JSON.stringify(measured, null, 2))
})
