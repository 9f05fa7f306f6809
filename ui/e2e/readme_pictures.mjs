// The pictures of the README, made anew: `npm run pictures`. One workspace of a small shop, on one day.
import { createHmac } from 'node:crypto'
import { rename } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { LocalProgram, refusedPort } from '../../tests/kit/local_program.mjs'
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const SECRET = 'whsec_of_the_shop'
const MADE = fileURLToPath(new URL('../../target/screenshots/', import.meta.url))
const SHOWN = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url))
const windows = useWindows()
const programs = []
let tacklebox, stripe, github, shop, billing, invoices, refund

before(async () => {
  tacklebox = await Tacklebox.start()
  const billingApp = await program(({ body }) => isText(JSON.parse(body.toString() || '{}')) ? { status: 422, body: '{"error":"amount must be a number"}' } : { status: 200, body: '{"ok":true}' })
  const ci = await program(() => ({ status: 202, body: '{"queued":true}' }))
  const warehouse = await program(() => ({ status: 503, body: 'upgrading, back in a moment' }))
  stripe = await tacklebox.api('POST', '/sources', { name: 'Stripe', provider: 'stripe', slug: 'stripe', secrets: [SECRET] })
  github = await tacklebox.api('POST', '/sources', { name: 'GitHub', provider: 'github', slug: 'github', secrets: [SECRET] })
  shop = await tacklebox.api('POST', '/sources', { name: 'Shop', provider: 'none', slug: 'shop' })
  billing = await route(stripe, 'Billing', `${billingApp.url}/hooks/stripe`, ['charge.*'], 'none')
  invoices = await route(stripe, 'Ledger', `${billingApp.url}/ledger`, ['invoice.*'], 'standard')
  await route(github, 'CI', `${ci.url}/builds`, ['push', 'pull_request.*'], 'standard')
  await route(shop, 'Warehouse', `${warehouse.url}/orders`, ['order.*'], 'standard')
  await route(shop, 'Search index', `http://127.0.0.1:${await refusedPort()}/reindex`, ['product.*'], 'none')
  for (let day = 1; day <= 4; day += 1) {
    await charge('charge.succeeded', 'ch_10' + day, 1_900 * day)
    await invoice('invoice.paid', 'in_20' + day, 4_200 * day)
    await push(day)
    await order('order.paid', 'ord_30' + day, day)
    await charge('charge.refunded', 'ch_40' + day, 900 * day)
    await product('product.changed', 'sku_5' + day)
    await invoice('invoice.finalized', 'in_60' + day, 1_100 * day)
    if (day % 2) await order('order.shipped', 'ord_30' + day, day)
    else await page('page.viewed', day)
  }
  await charge('charge.refunded', 'ch_7f1', '1900')
  await charge('charge.refunded', 'ch_7f2', '650')
  await product('product.changed', 'sku_55')
  await charge('charge.refunded', 'ch_7f3', '4200')
  await invoice('invoice.paid', 'in_209', 12_000)
  await push(5)
  await tacklebox.until('the refund gave up, and the rest went out', async () => {
    refund = (await tacklebox.api('GET', '/deliveries?state=dead_letter&event_type=charge.refunded')).items[0]
    const { counts, issues } = await tacklebox.api('GET', '/overview')
    return refund && counts.dead_letter === 8 && issues.open >= 3 && counts.retrying >= 6
  })
})

after(async () => {
  programs.forEach(each => each.end())
  await tacklebox?.stop()
})

test('the timeline, with a delivery that gave up and why', async () => {
  const window = await windows.open(tacklebox, { path: `/timeline?selected=${refund.id}`, scheme: 'dark' })
  await window.sees('amount became a string', window.inspector)
  await keep(window, 'timeline-dark')
})

test('what changed since the last success', async () => {
  const window = await windows.open(tacklebox, { path: `/timeline?selected=${refund.id}` })
  await window.click('link', 'Compare with last success', window.inspector)
  await window.page.getByRole('complementary', { name: 'Changed paths' }).waitFor()
  await window.sees(/1 of \d/)
  await keep(window, 'compare-light')
})

test('what fails alike is one issue', async () => {
  const issue = (await tacklebox.api('GET', '/issues?state=open')).items.find(({ title }) => title.includes('Billing'))
  const window = await windows.open(tacklebox, { path: `/issues?selected=${issue.id}` })
  await window.inspector.getByText('Replay all 3').first().waitFor()
  await window.sees('Likely cause', window.inspector)
  await keep(window, 'issue-light')
})

test('a payload as a tree', async () => {
  const paid = (await tacklebox.api('GET', '/deliveries?state=delivered&event_type=invoice.paid')).items[0]
  const window = await windows.open(tacklebox, { path: `/timeline?selected=${paid.id}&tab=request`, scheme: 'dark' })
  await window.inspector.getByText('Tree', { exact: true }).click()
  await window.sees('in_209', window.inspector)
  await window.inspector.getByRole('treeitem', { name: /^data/ }).click()
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight']) await window.press(key)
  await window.sees('total', window.inspector)
  await window.inspector.getByRole('tree').evaluate(tree => tree.scrollIntoView({ block: 'end' }))
  await keep(window, 'payload-dark')
})

test('a subscription on one page', async () => {
  const window = await windows.open(tacklebox)
  // What else listens on this computer is nobody's business.
  await window.page.route('**/local-ports*', route => route.fulfill({ json: [] }))
  await window.visit(`/subscriptions/${invoices.id}`)
  await window.sees('of the last events would match')
  await keep(window, 'subscription-light')
})

test('why a delivery failed, and what to do', async () => {
  const retried = (await tacklebox.api('GET', '/deliveries?state=retrying&event_type=order.paid')).items[0]
  const window = await windows.open(tacklebox, { path: `/timeline?selected=${retried.id}` })
  await window.sees('Likely cause', window.inspector)
  await keep(window, 'failure-light')
})

test('edited and sent again', async () => {
  const window = await windows.open(tacklebox, { path: `/timeline?selected=${refund.id}` })
  await window.sees('amount became a string', window.inspector)
  await window.press('e')
  await window.page.getByRole('heading', { name: 'Edit & replay' }).waitFor()
  await window.fill('Payload', JSON.stringify(charged('charge.refunded', 'ch_7f3', 4200), null, 2))
  await window.click('button', /^Send/)
  await window.sees('{"ok":true}')
  await keep(window, 'edit-and-replay-light')
})

/** Looks, and puts the picture where the README shows it. */
async function keep(window, name) {
  await window.page.mouse.move(0, 0)
  await window.look(name)
  await rename(`${MADE}web-${name}.png`, `${SHOWN}${name}.png`)
}

async function program(answer) {
  const started = await LocalProgram.start({ answer })
  programs.push(started)
  return started
}

async function route(source, name, url, event_types, preset) {
  const destination = await tacklebox.api('POST', '/destinations', { name, url })
  return tacklebox.api('POST', '/subscriptions', { source_id: source.id, event_types, destination_id: destination.id, retry_schedule: { preset } })
}

function isText({ data }) {
  return typeof data?.object?.amount === 'string'
}

function charged(type, id, amount) {
  return { id: `evt_${id}`, type, data: { object: { id, amount, currency: 'eur', customer: { email: 'ada@example.com', country: 'DE' } } } }
}

const charge = (type, id, amount) => fromStripe(charged(type, id, amount))
const invoice = (type, id, total) => fromStripe({
  id: `evt_${id}`, type, data: { object: { id, total, currency: 'eur', paid: true, lines: [{ sku: 'fly-rod', quantity: 1, amount: total - 700 }, { sku: 'hooks', quantity: 7, amount: 700 }] } },
})
const order = (type, id, quantity) => send(shop, { type, data: { id, lines: [{ sku: 'fly-rod', quantity }] } })
const product = (type, id) => send(shop, { type, data: { id, name: 'Fly rod', price: 18_900 } })
const page = (type, count) => send(shop, { type, data: { id: `page_${count}` } })

function fromStripe(event) {
  const time = Math.floor(Date.now() / 1_000)
  return send(stripe, event, body => ({ 'stripe-signature': `t=${time},v1=${hmac(`${time}.${body}`)}` }))
}

function push(count) {
  const event = { ref: 'refs/heads/main', after: `${count}f3c9a1`, repository: { full_name: 'shop/checkout' }, pusher: { name: 'ada' } }
  return send(github, event, body => ({ 'x-github-event': 'push', 'x-github-delivery': `d-${count}`, 'x-hub-signature-256': `sha256=${hmac(body)}` }))
}

async function send(source, event, headersOf = () => ({})) {
  const body = JSON.stringify(event)
  const answer = await fetch(source.receive_url, { method: 'POST', headers: { 'content-type': 'application/json', ...headersOf(body) }, body })
  if (!answer.ok) throw new Error(`${event.type} was answered with ${answer.status}`)
}

function hmac(text) {
  return createHmac('sha256', SECRET).update(text).digest('hex')
}
