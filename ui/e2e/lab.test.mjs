// The lab: mock destinations that answer as told, and a hostile sender with its score card.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { LocalProgram } from '../../tests/kit/local_program.mjs'
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
  await window.page.getByRole('button', { name: 'Move rule 1 down' }).focus()
  await window.press('Enter')
  await window.until(() => document.activeElement.getAttribute('aria-label')?.startsWith('Move rule 2 down'))
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

test('a mock is deleted at once, and comes back by undo', async () => {
  const window = await windows.open(tacklebox, { path: '/lab' })
  await window.click('link', 'shop')
  await window.click('button', /^Delete/, window.main)
  await window.page.waitForURL(/\/lab$/)
  await window.click('button', 'Undo')
  await window.sees('Undone: Mock “shop” deleted')
  assert.equal((await tacklebox.api('GET', '/mocks')).items.length, 2, 'it is back')
  await window.click('link', 'shop')
  await window.click('button', /^Delete/, window.main)
  await window.page.waitForURL(/\/lab$/)
  await window.main.getByRole('link', { name: 'shop' }).waitFor({ state: 'hidden' })
  assert.deepEqual((await tacklebox.api('GET', '/mocks')).items.map(({ name }) => name), ['flaky'])
})

test('a source of ours passes, attack by attack, and runs again', async () => {
  const source = await tacklebox.api('POST', '/sources', { name: 'Shop', provider: 'stripe' })
  const window = await windows.open(tacklebox, { path: '/lab' })
  await window.click('tab', 'Hostile sender')
  await window.sees('No receiver was attacked yet.')
  await window.click('button', 'Attack a receiver')
  await window.choose('A source')
  await window.click('combobox', 'Source')
  await window.click('option', /^Shop/)
  await window.sees(`${source.receive_url}, signed as Stripe with its own secrets. What it takes is kept as events.`)
  await window.page.getByRole('checkbox', { name: 'Oversized body' }).click()
  const section = window.page.getByRole('group', { name: 'Measures' })
  await section.locator('summary').click()
  await window.fill('Slow for', '0.4')
  await window.fill('Burst', '5')
  await window.look('lab-hostile-form')
  await window.click('button', /^Start the attack/)

  const card = window.page.getByRole('table', { name: 'Score card' })
  await card.getByRole('row', { name: /^A right request Passed/ }).waitFor()
  await window.sees('It does what a correct receiver does.')
  await window.sees(/^\d+ of \d+ passed$/)
  const [run] = (await tacklebox.api('GET', '/lab/runs')).items
  assert.deepEqual([run.state, run.score.failed, run.attacks.length, run.options.slow_ms, run.options.burst], ['finished', 0, 13, 400, 5])
  for (const result of run.results) {
    const word = { pass: 'Passed', not_applicable: 'Not applicable', not_judged: 'Not judged' }[result.judgement]
    await card.getByRole('row').filter({ hasText: word }).filter({ hasText: result.found }).first().waitFor()
  }
  await card.getByRole('button', { name: /requests.*Burst/ }).click()
  const requests = window.page.getByRole('table', { name: 'Requests of Burst' })
  await requests.getByRole('cell', { name: '200', exact: true }).nth(4).waitFor()
  assert.equal(await requests.getByRole('row').count(), 6, 'a head and five requests')
  await window.look('lab-score-card')

  await window.click('button', 'Copy as Markdown')
  const copied = await window.page.evaluate(() => navigator.clipboard.readText())
  assert.match(copied, /\| Wrong secret \| Passed \| A request signed with a secret/)

  await window.click('button', 'Run again')
  await window.page.waitForURL(address => !address.href.endsWith(run.id))
  await window.sees('It does what a correct receiver does.')
  const again = (await tacklebox.api('GET', '/lab/runs')).items
  assert.deepEqual([again.length, again[0].attacks, again[0].options], [2, run.attacks, run.options])
})

test('a receiver that takes everything fails, with what to do about it', async () => {
  const program = await LocalProgram.start()
  try {
    const window = await windows.open(tacklebox, { path: '/lab/new-run', scheme: 'dark' })
    await window.choose('Any URL')
    const start = window.page.getByRole('button', { name: /^Start the attack/ })
    await start.focus()
    await window.press('Enter')
    await window.hasFocus('URL')
    await window.fill('URL', `${program.url}/webhooks`)
    await window.fill('Secret', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')
    await window.page.getByRole('checkbox', { name: 'Everything' }).click()
    for (const name of ['Wrong secret', 'Altered byte', 'Duplicate delivery']) await window.page.getByRole('checkbox', { name }).click()
    await window.click('button', /^Start the attack/)
    await window.sees('It fails at 2 attacks: Wrong secret, Altered byte.')
    const row = window.page.getByRole('row', { name: /^Wrong secret Failed/ })
    await row.getByText('It answered 200: it took the request.').waitFor()
    await row.getByText('To do: Compute the signature over the raw body').waitFor()
    await window.look('lab-score-card-failed')

    // Another window does not know the secret, and asks for it.
    const other = await windows.open(tacklebox, { path: '/lab?part=hostile' })
    await other.click('link', `${program.url.replace('http://', '')}/webhooks`)
    await other.click('button', 'Run again…')
    await other.page.getByRole('button', { name: /^Start the attack/ }).waitFor()
    assert.equal(await other.page.getByRole('textbox', { name: 'URL', exact: true }).inputValue(), `${program.url}/webhooks`)
    await other.press('Control+s')
    await other.hasFocus('Secret')
  } finally {
    program.end()
  }
})

test('a run that hangs is cancelled, and keeps what it found', async () => {
  const { url } = await tacklebox.api('POST', '/mocks', { name: 'hang', rules: [{ answers: [{ kind: 'hang' }] }] })
  const window = await windows.open(tacklebox, { path: '/lab/new-run' })
  await window.choose('Any URL')
  await window.fill('URL', url)
  await window.choose('No signature')
  await window.click('button', /^Start the attack/)
  await window.page.getByRole('row', { name: /^A right request Under way/ }).waitFor()
  await window.click('button', 'Cancel', window.main)
  await window.sees('Cancelled after 0 of 14 attacks.')
  const id = window.page.url().match(/run_\w+|[^/]+$/)[0].split(/[?#]/)[0]
  await window.click('button', 'Delete', window.main)
  await window.click('button', 'Delete score card')
  await window.page.getByRole('tab', { name: 'Hostile sender' }).waitFor()
  const left = (await tacklebox.api('GET', '/lab/runs')).items
  assert.ok(!left.some(run => run.id === id), 'the score card is gone')
})
