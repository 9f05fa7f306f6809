// The ways a person takes most often, with no mouse at all.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { LocalProgram } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

/** Presses of a key until what is looked for has the focus. */
const STOPS_MAX = 80
const windows = useWindows()
let tacklebox, program, shop

const send = (type, amount) =>
  fetch(shop.receive_url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ type, data: { amount } }) })

before(async () => {
  tacklebox = await Tacklebox.start()
  program = await LocalProgram.start({ statuses: [200, 500, 500, 500] })
  shop = await tacklebox.api('POST', '/sources', { name: 'Shop', provider: 'none', slug: 'shop' })
})

after(async () => {
  program?.end()
  await tacklebox?.stop()
})

/** Goes on with a key until the focus is on what is called so. */
async function goTo(window, name, key = 'Tab') {
  const seen = []
  for (let presses = 0; presses < STOPS_MAX; presses += 1) {
    const focused = await window.focused()
    if (name.test(focused)) return
    seen.push(focused.slice(0, 40))
    await window.press(key)
  }
  assert.fail(`${key} does not lead to ${name}: ${seen.join(' | ')}`)
}

async function counts(name, expected) {
  await tacklebox.until(`${expected} ${name}`, async () => (await tacklebox.api('GET', '/overview')).counts[name] === expected)
}

test('a subscription to a new destination is made', async () => {
  await send('order.paid', 4200)
  const window = await windows.open(tacklebox)
  await window.row(/order\.paid/).waitFor()
  await window.press('Control+n')
  await window.page.getByRole('heading', { name: 'New subscription' }).waitFor()
  await window.main.getByText('Shop', { exact: true }).waitFor()
  await goTo(window, /^SWInbox/)
  await goTo(window, /^InShop/, 'ArrowRight')
  await window.press('Space')
  await window.page.getByRole('checkbox', { name: 'order.paid' }).waitFor()
  await goTo(window, /^order\.paid/)
  await window.press('Space')
  await goTo(window, /^(Callback URL|localhost:)/)
  await goTo(window, /^Callback URL/, 'ArrowRight')
  await window.press('Space')
  await window.press('Tab')
  await window.hasFocus('Callback URL')
  await window.page.keyboard.type(`${program.url}/billing`)
  await goTo(window, /^Standard|^Fast, local/)
  await goTo(window, /^None/, 'ArrowRight')
  await window.press('Space')
  await window.press('Control+s')
  await window.sees('Subscription saved.')
  const [subscription] = (await tacklebox.api('GET', '/subscriptions')).items
  assert.deepEqual([subscription.source_id, subscription.event_types, subscription.retry_schedule.preset], [shop.id, ['order.paid'], 'none'])
  await send('order.paid', 4200)
  await counts('delivered', 1)
})

test('a failing delivery is found, understood and sent again', async () => {
  await send('order.paid', '4200')
  await counts('dead_letter', 1)
  const window = await windows.open(tacklebox)
  await window.row(/Dead letter/).waitFor()
  await window.press('/')
  await window.page.keyboard.type('state:dead')
  await window.press('Enter')
  await window.page.getByRole('button', { name: 'Remove filter state dead letter' }).waitFor()
  // Out of the field, where letters are letters.
  await window.press('Escape')
  await window.until(() => document.activeElement.getAttribute('role') !== 'combobox')
  await window.row(/Delivered/).first().waitFor({ state: 'detached' })
  await window.row(/Dead letter/).first().waitFor()
  await window.press('j', 'Enter')
  await window.inspector.getByText('500').first().waitFor()
  await window.press('3')
  await window.sees('not now', window.inspector)
  await window.press('r')
  await counts('dead_letter', 2)
})

test('what changed since the last success is read path by path, and becomes a filter', async () => {
  const window = await windows.open(tacklebox, { path: '/timeline?state=dead_letter' })
  await window.row(/Dead letter/).first().waitFor()
  await window.press('j', 'c')
  await window.page.getByRole('complementary', { name: 'Changed paths' }).waitFor()
  await window.sees('data.amount')
  await window.sees('1 of 1')
  await window.press('n', 'x')
  await window.page.waitForURL(url => url.searchParams.get('left') !== null)
  await window.page.getByLabel('Value in B').getByText('4200', { exact: false }).waitFor()
  await window.page.getByRole('button', { name: 'Use as filter' }).waitFor()
  await goTo(window, /^Use as filter$/)
  await window.press('Enter')
  await window.page.waitForURL(url => url.pathname === '/timeline' && url.searchParams.get('value') === 'data.amount=4200')
})

test('all dead letters go out again', async () => {
  await send('order.paid', 7)
  await counts('dead_letter', 3)
  const window = await windows.open(tacklebox)
  await window.row(/Dead letter/).first().waitFor()
  await window.press('Control+5')
  await window.page.getByRole('heading', { name: 'Dead letters', level: 1 }).waitFor()
  await window.row(/order\.paid/).first().waitFor()
  await goTo(window, /^Dead letters$/)
  await window.press('Control+a')
  await goTo(window, /^Replay/)
  await window.press('Enter')
  const dialog = window.page.getByRole('dialog')
  await dialog.getByText('3 deliveries').waitFor()
  await goTo(window, /^Replay 3/)
  await window.press('Enter')
  // Two of them are of one event, which is not sent again once it arrived.
  await tacklebox.until('both events arrive', async () => (await tacklebox.api('GET', '/overview')).counts.delivered >= 3)
})
