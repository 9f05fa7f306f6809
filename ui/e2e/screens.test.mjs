// Every screen in light and dark, in a wide and a narrow window, for a person to look at; and by keyboard alone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { LocalProgram, refusedPort } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const SIZES = [[1280, 800], [900, 600]]
const windows = useWindows()
const programs = []
let tacklebox, destination

before(async () => {
  tacklebox = await Tacklebox.start()
  const good = await LocalProgram.start({ statuses: [200, 200, 503, 200, 200, 422] })
  programs.push(good)
  const source = await tacklebox.api('POST', '/sources', { name: 'Shop', provider: 'none', slug: 'shop' })
  await tacklebox.api('POST', '/sources', { name: 'GitHub', provider: 'github', secrets: ['a secret'] })
  destination = await tacklebox.api('POST', '/destinations', { name: 'Billing', url: `${good.url}/billing` })
  const broken = await tacklebox.api('POST', '/destinations', { name: 'Search index', url: `http://127.0.0.1:${await refusedPort()}/` })
  await tacklebox.api('POST', '/subscriptions', { source_id: source.id, event_types: ['order.*'], destination_id: destination.id })
  await tacklebox.api('POST', '/subscriptions', { source_id: source.id, event_types: ['product.*'], destination_id: broken.id, retry_schedule: { preset: 'none' } })
  const mock = await tacklebox.api('POST', '/mocks', { name: 'flaky', rules: [
    { methods: ['POST'], path: '/orders/*', filter: { body: { amount: { $gt: 100 } } }, answers: [{ status: 402, headers: [{ name: 'X-Why', value: 'limit' }], body: 'too much' }] },
    { chance_percent: 30, answers: [{ kind: 'reset' }] },
    { answers: [{ status: 500, delay_max_ms: 20 }, { status: 503, kind: 'partial', body: 'half' }, { status: 200, echoes_body: true }], after_last: 'repeat' },
  ] })
  await tacklebox.api('POST', '/mocks', { name: 'always-200' })
  for (const path of ['/orders/7', '', '/orders/8?again=1', '', '']) await fetch(`${mock.url}${path}`, { method: 'POST', body: '{"amount":101}' }).then(answer => answer.text()).catch(() => {})
  const { id: run } = await tacklebox.api('POST', '/lab/runs', { url: `${good.url}/billing`, scheme: 'stripe', secret: 'whsec_a_secret', attacks: ['wrong_secret', 'altered_byte', 'stale_timestamp', 'replayed_id', 'reorder', 'burst', 'oversized'], options: { oversized_bytes: 100_000, burst: 5 } })
  await tacklebox.until('the attacks are made', async () => (await tacklebox.api('GET', `/lab/runs/${run}`)).state === 'finished')
  for (const type of ['order.paid', 'order.created', 'product.changed', 'order.refunded', 'page.viewed', 'order.shipped', 'product.deleted', 'order.paid', 'order.cancelled']) {
    const response = await fetch(source.receive_url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ type, data: { id: 'ord_1', lines: [{ sku: 'fly-rod', quantity: 2 }] } }) })
    assert.equal(response.status, 200)
  }
})

after(async () => {
  programs.forEach(program => program.end())
  await tacklebox?.stop()
})

for (const scheme of ['light', 'dark']) {
  for (const [width, height] of SIZES) {
    test(`every screen, ${scheme}, ${width}×${height}`, async () => {
      const window = await windows.open(tacklebox, { width, height, scheme })
      const look = name => window.look(`${name}-${scheme}-${width}`)
      await window.row(/Delivered/).first().waitFor()
      await look('timeline')
      await window.row(/Dead letter/).first().click()
      await window.sees(/Nothing is listening/)
      await look('timeline-why')
      await window.press('2')
      await window.sees('fly-rod')
      await look('timeline-request')
      for (const screen of ['Subscriptions', 'Sources', 'Destinations', 'Settings']) {
        await window.goTo(screen)
        await window.page.getByRole('heading', { name: screen, exact: true }).waitFor()
        await look(screen.toLowerCase())
        if (screen === 'Settings') continue
        await window.main.getByRole('link').first().click()
        await window.page.getByRole('button', { name: /^Save/ }).waitFor()
        await look(`${screen.toLowerCase().replace(/s$/, '')}`)
        await window.goTo(screen)
        await window.click('button', new RegExp(`^${screen.replace(/s$/, '')}`), window.main)
        await window.page.getByRole('button', { name: /^(Save|Create)/ }).waitFor()
        await look(`${screen.toLowerCase().replace(/s$/, '')}-new`)
      }
      await window.goTo('Lab')
      await window.page.getByRole('list', { name: 'Mock destinations' }).waitFor()
      await look('lab-mocks')
      await window.click('link', 'flaky')
      await window.page.getByRole('list', { name: 'Requests, newest first' }).waitFor()
      await look('lab-mock')
      await window.page.getByRole('list', { name: 'Requests, newest first' }).getByRole('button').first().click()
      await window.sees('amount')
      await look('lab-mock-open')
      await window.goTo('Lab')
      await window.click('button', 'Mock', window.main)
      await window.choose('Fails twice, then 200')
      await look('lab-mock-new')
      await window.goTo('Lab')
      await window.click('tab', 'Hostile sender')
      await window.page.getByRole('list', { name: 'Runs of the hostile sender' }).waitFor()
      await look('lab-runs')
      await window.page.getByRole('list', { name: 'Runs of the hostile sender' }).getByRole('link').first().click()
      await window.page.getByRole('table', { name: 'Score card' }).waitFor()
      await look('lab-score-card')
      await window.click('button', 'Run again…')
      await window.page.getByRole('button', { name: /^Start/ }).waitFor()
      await look('lab-run-new')
    })
  }
}

test('a source is made by keyboard alone, and what has the focus can be seen', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/Delivered/).first().waitFor()
  const tabTo = async name => {
    for (let presses = 0; presses < 60; presses += 1) {
      await window.press('Tab')
      const isSeen = await window.page.evaluate(() => {
        const style = getComputedStyle(document.activeElement)
        const around = getComputedStyle(document.activeElement.parentElement ?? document.body)
        return [style, around].some(each => each.outlineStyle !== 'none' || each.boxShadow !== 'none') ||
          document.activeElement.matches('body, [role=grid], section, [role=combobox]')
      })
      const focused = await window.focused()
      assert.ok(isSeen, `the focus cannot be seen on ${focused}`)
      if (name.test(focused)) return
    }
    assert.fail(`no way to ${name} by Tab`)
  }
  await tabTo(/^Sources/)
  await window.press('Enter')
  await tabTo(/^Source$/)
  await window.press('Enter')
  await window.page.getByRole('heading', { name: 'New source' }).waitFor()
  await tabTo(/GitHub|Standard Webhooks|HMAC|Unverified|None/i)
  await tabTo(/^Name$/)
  await window.press('Control+a')
  await window.page.keyboard.type('By keyboard')
  await window.press('Control+s')
  await window.sees('By keyboard is ready to receive.')
})
