// The lab: mock destinations that answer as told, and what comes to them, as it comes.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const windows = useWindows()
let tacklebox

before(async () => {
  tacklebox = await Tacklebox.start()
})

after(() => tacklebox?.stop())

test('a mock that fails twice: made, delivered to, and its log as the retries come', async () => {
  const window = await windows.open(tacklebox)
  await window.goTo('Lab')
  await window.sees('No mock destinations yet.')
  await window.look('lab-empty')
  await window.click('button', 'Make a mock')
  const create = window.page.getByRole('button', { name: /^Create mock/ })
  assert.equal(await create.getAttribute('aria-disabled'), 'true', 'a mock has a name')
  await create.focus()
  await window.press('Enter')
  await window.hasFocus('Name')
  await window.choose('Fails twice, then 200')
  await window.sees('Any request gets 500 twice, then 200 from then on.')
  await window.fill('Name', 'Not a name')
  await window.sees('Only small letters, digits, - and _.')
  await window.fill('Name', 'flaky')
  await window.press('Control+s')
  await window.sees('flaky answers now.')
  await window.sees('Nothing came yet.')

  const mock = await tacklebox.api('GET', '/mocks/flaky')
  await window.sees(mock.url)
  await window.click('button', 'Make a destination of it')
  await window.page.getByRole('link', { name: 'Mock flaky' }).waitFor()
  const [destination] = (await tacklebox.api('GET', '/destinations')).items
  assert.equal(destination.url, mock.url)

  await tacklebox.api('POST', '/subscriptions', {
    event_types: ['order.*'], destination_id: destination.id, retry_schedule: { preset: 'custom', waits_ms: [100, 100, 100], jitter_percent: 0 },
  })
  await tacklebox.api('POST', '/events?type=order.paid', { amount: 4200 })
  await window.page.getByRole('heading', { name: '3 requests' }).waitFor()
  const entries = window.page.getByRole('list', { name: 'Requests, newest first' }).getByRole('listitem')
  const heads = await entries.getByRole('button').allTextContents()
  assert.deepEqual(heads.map(text => /^(\d)(\d{3})POST/.exec(text)?.slice(1)), [['3', '200'], ['2', '500'], ['1', '500']])
  assert.match(heads[0], /Rule 1, answer 3.*attempt 3/)

  await entries.first().getByRole('button').click()
  await window.sees('4200')
  await window.page.getByRole('rowheader', { name: 'tacklebox-event-type' }).waitFor()
  await window.look('lab-mock-request')
  await entries.first().getByRole('button').first().click()

  // The last answer stays, until the sequence begins anew.
  const post = async () => (await fetch(mock.url, { method: 'POST', body: '{}' })).status
  assert.equal(await post(), 200)
  await window.click('button', 'Restart sequences')
  await window.sees('Its sequences begin anew.')
  assert.equal(await post(), 500)
  await window.page.getByRole('heading', { name: '5 requests' }).waitFor()
  await window.click('button', 'Clear log')
  await window.sees('Nothing came yet.')
})

test('rules are written, ordered and saved, and the first that means a request answers it', async () => {
  const window = await windows.open(tacklebox, { path: '/lab/new-mock' })
  await window.fill('Name', 'shop')
  await window.click('button', /^Rule/)
  const first = window.page.getByRole('listitem', { name: 'Rule 1' })
  await first.getByRole('textbox', { name: 'Path' }).fill('orders')
  await window.sees('A path begins with a slash')
  await first.getByRole('textbox', { name: 'Path' }).fill('/orders/*')
  await first.getByRole('button', { name: 'POST' }).click()
  await first.locator('summary', { hasText: 'Filter' }).click()
  await first.getByRole('textbox', { name: 'Filter of rule 1' }).fill('{ "body": { "amount": { "$gt": 100 } } }')
  await first.getByRole('textbox', { name: 'Status of answer 1' }).fill('402')
  await first.locator('summary', { hasText: 'Headers and body' }).click()
  await first.getByRole('button', { name: 'Header', exact: true }).click()
  await first.getByRole('textbox', { name: 'Name of header 1' }).fill('X-Why')
  await first.getByRole('textbox', { name: 'Value of header 1' }).fill('limit')
  await first.getByText('Answer with the body of the request').click()

  await window.click('button', /^Rule/)
  const second = window.page.getByRole('listitem', { name: 'Rule 2' })
  await second.getByRole('button', { name: 'Answer', exact: true }).click()
  await second.getByRole('textbox', { name: 'Status of answer 1' }).fill('503')
  await second.getByRole('textbox', { name: 'Shortest wait of answer 1' }).fill('20 ms')
  await second.getByText('Begin again').click()
  await window.sees('Any POST request to /orders/* that passes the filter gets 402 with its own body.')
  await window.sees('Any request gets 503 after 20 ms, then 200, over and over.')
  await window.look('lab-mock-rules')
  await window.press('Control+s')
  await window.sees('shop answers now.')

  const { url } = await tacklebox.api('GET', '/mocks/shop')
  const post = (path, body) => fetch(`${url}${path}`, { method: 'POST', body })
  const limited = await post('/orders/7', '{"amount":101}')
  assert.deepEqual([limited.status, limited.headers.get('x-why'), await limited.text()], [402, 'limit', '{"amount":101}'])
  const statuses = []
  for (let times = 0; times < 3; times += 1) statuses.push((await post('', '{}')).status)
  assert.deepEqual(statuses, [503, 200, 503])
  await window.page.getByRole('heading', { name: '4 requests' }).waitFor()
  await window.sees('Rule 2, answer 1')
  await window.sees('after 20 ms')

  // In another order the second takes everything.
  await window.click('button', 'Move rule 2 up')
  await window.press('Control+s')
  await window.sees('Mock saved.')
  assert.equal((await post('/orders/7', '{"amount":101}')).status, 503)
  const { rules } = await tacklebox.api('GET', '/mocks/shop')
  assert.deepEqual(rules.map(({ answers }) => answers.length), [2, 1])

  // What only the engine can judge is said with the rule it stands in.
  await window.click('button', 'Remove rule 1')
  const only = window.page.getByRole('listitem', { name: 'Rule 1' })
  await only.getByRole('button', { name: /passes the filter/ }).click()
  await only.getByRole('textbox', { name: 'Filter of rule 1' }).fill('{ "body": { "amount": { "$more": 1 } } }')
  await window.press('Control+s')
  await window.sees(/Rule 1: .*is no operator/)
  window.forgive(/422/)
})

test('a mock is deleted after a question', async () => {
  const window = await windows.open(tacklebox, { path: '/lab' })
  await window.click('link', 'shop')
  await window.click('button', /^Delete/, window.main)
  await window.click('button', /^Cancel/, window.page.getByRole('dialog'))
  assert.equal((await tacklebox.api('GET', '/mocks')).items.length, 2, 'a refused question changes nothing')
  await window.click('button', /^Delete/, window.main)
  await window.click('button', /^Delete/, window.page.getByRole('dialog'))
  await window.page.waitForURL(/\/lab$/)
  await window.seesNoMore('shop')
  assert.deepEqual((await tacklebox.api('GET', '/mocks')).items.map(({ name }) => name), ['flaky'])
})
