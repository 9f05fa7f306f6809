// What a person does in the first minutes, step by step. A step builds on those before it.
import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'

import { LocalProgram, refusedPort } from '../kit/local_program.mjs'

const GITHUB_SECRET = "It's a Secret to Everybody"

/** Name and doing of every step. A doing gets the app, what earlier steps found out, and a way to take a screenshot. */
export const steps = [
  ['the first start waits for an event at an address that can be copied', waitsForTheFirstEvent],
  ['a test event arrives signed and verified', sendsATestEvent],
  ['it is forwarded to a local port, and the attempt is shown', forwardsToALocalPort],
  ['a source, a destination and a subscription are pointed and clicked', connectsGitHub],
  ['a delivery that fails says why, and when it is tried again', failsAndSaysWhy],
  ['the failure raises a notification and changes the tray', isToldOfTheFailure],
  ['a button of the notification opens the delivery', isOpenedFromTheNotification],
  ['it gives up as a dead letter, and can be replayed', givesUpAndIsReplayed],
  ['another button of the notification mutes the issue for an hour', isMutedFromTheNotification],
  ['what gave up is replayed by a button of its notification, without the window', isReplayedFromTheNotification],
  ['the tray speaks German with the window', speaksGerman],
  ['every screen is seen in light and dark', isSeenInBothThemes],
  ['the engine goes on when the window is closed, and the tray brings it back as large as it was', goesOnWithoutAWindow],
]

async function waitsForTheFirstEvent({ page, driver }, world, look) {
  await page.sees('Waiting for the first event.')
  world.programs = []
  const address = await driver.run(() => document.body.innerText.match(/http:\/\/127\.0\.0\.1:\d+\/in\/\w+/)[0])
  world.receiveUrl = address
  await page.click('button', 'Copy receiver URL')
  await page.sees('Nothing leaves this computer.')
  await look('first-run')
  const health = await fetch(new URL('/healthz', address))
  assert.equal(health.status, 200, 'the receiver listens where the window says')
}

async function sendsATestEvent({ page }) {
  await page.click('button', 'Send a test event')
  await page.sees('demo.order.paid')
  await page.sees('Signature valid')
  await page.sees('No subscription matched.')
}

async function forwardsToALocalPort({ page }, world, look) {
  const local = await LocalProgram.start()
  world.programs.push(local)
  world.local = local
  await page.fill('Port of your app, with a path if you like', String(local.port))
  await page.click('button', 'Forward')
  const { body, headers } = await local.received.next('the forwarded event', () => true)
  assert.equal(JSON.parse(body).type, 'demo.order.paid')
  assert.match(headers['webhook-signature'], /^v1,/)
  await page.within('region', 'Delivery').sees('Delivered').catch(() => page.sees('Delivered'))
  await page.click('tab', /^Attempts/)
  await page.sees('200 OK')
  await page.sees('Attempt 1')
  await look('attempts')
}

async function connectsGitHub({ page, driver }, world, look) {
  const main = page.within('main', /./)
  await page.click('link', /^Sources/)
  await main.click('button', 'Source')
  await main.click('text', 'GitHub')
  await page.fill('Secret', GITHUB_SECRET)
  await look('source-new')
  await page.click('button', /^Create source/)
  await page.sees('GitHub is ready to receive.')
  await page.sees('Waiting for the first GitHub event')
  world.githubUrl = await driver.run(() => document.querySelector('main').innerText.match(/http:\/\/127\.0\.0\.1:\d+\/in\/\w+/)[0])

  const port = await refusedPort()
  world.refused = `localhost:${port}`
  await makesADestination(page, `http://${world.refused}/webhooks`, 'Billing worker', look)
  await subscribes(page, ['GitHub', 'pull_request.*', 'Billing worker', 'Fast, local', 'At the first failure'], look)
}

async function makesADestination(page, url, name, look = async () => {}) {
  const main = page.within('main', /./)
  await page.click('link', /^Destinations/)
  await main.click('button', 'Destination')
  await page.fill('Callback URL', url)
  await page.fill('Name', name)
  await look('destination-new')
  await page.click('button', /^Create destination/)
  await page.sees(name)
}

async function subscribes(page, [source, pattern, destination, retries, notify], look = async () => {}) {
  const main = page.within('main', /./)
  await page.click('link', /^Subscriptions/)
  await main.click('button', 'Subscription')
  await main.click('text', source)
  await page.fill('Event type or pattern', pattern)
  await page.click('button', 'Pattern')
  for (const choice of [destination, retries, notify]) await main.click('text', choice)
  await look('subscription-new')
  await page.click('button', /^Save/)
  // The word that it is saved may still stand there from the one before.
  await page.sees(`${source} → ${destination}`)
}

/** Sends what GitHub would, with its signature. */
async function sendsAsGitHub(world, event, content) {
  const payload = JSON.stringify(content)
  const signature = createHmac('sha256', GITHUB_SECRET).update(payload).digest('hex')
  const headers = {
    'Content-Type': 'application/json',
    'X-GitHub-Event': event,
    'X-GitHub-Delivery': randomUUID(),
    'X-Hub-Signature-256': `sha256=${signature}`,
  }
  const response = await fetch(world.githubUrl, { method: 'POST', headers, body: payload })
  assert.equal(response.status, 200, await response.text())
}

async function failsAndSaysWhy({ page }, world, look) {
  await sendsAsGitHub(world, 'pull_request', { action: 'opened', number: 7, pull_request: { title: 'Fix the hook' } })
  await page.click('link', /^Timeline/)
  await page.click('row', /pull_request\.opened/)
  await page.sees(`Nothing is listening on ${world.refused}.`)
  await page.sees('Next attempt in')
  await look('retrying')
  await page.click('button', /^Run now/)
}

async function isToldOfTheFailure(app, world) {
  const notification = await app.notification('that it fails', ({ title }) => title === 'Billing worker refuses connections')
  const { body, actions } = notification
  world.failed = notification
  assert.ok(body.startsWith(`Nothing is listening on ${world.refused}. pull_request.opened is waiting. Next attempt in`), body)
  // Each action is its word and its label; a click on the notification itself has none.
  assert.deepEqual(actions.filter((label, index) => index % 2 && label), ['Open', 'Mute for 1 hour'])
  // Its lines change one after the other.
  const says = (menu, line) => menu.some(({ label }) => line.test(label))
  const { menu, status } = await app.tray('the failure', ({ menu }) => says(menu, /^⚠ Billing worker/) && says(menu, /1 destination failing/))
  assert.notEqual(status, 'Passive')
  const labels = menu.filter(({ separator }) => !separator).map(({ label }) => label)
  assert.match(labels[0], /^Receiving on 127\.0\.0\.1:\d+$/)
  assert.match(labels[1], /^\d+ events? a minute · 1 destination failing$/)
  assert.deepEqual(labels.slice(2), [
    '⚠ Billing worker refuses connections – 1', 'Open Tacklebox', 'Copy receiver URL', 'Send test event',
    'Pause receiving', 'Mute notifications', 'Settings…', 'Quit Tacklebox (stops receiving)',
  ])
}

async function isOpenedFromTheNotification(app, world) {
  const { page } = app
  await page.click('link', /^Sources/)
  await page.sees('GitHub')
  app.clickNotification(world.failed, 'open')
  await page.sees(`Nothing is listening on ${world.refused}.`)
  await page.find('row', /pull_request\.opened/)
}

async function isMutedFromTheNotification(app, world) {
  const { page } = app
  await page.click('link', /^Issues/)
  await page.click('row', /Billing worker/)
  await page.sees('Nothing is listening')
  app.clickNotification(world.failed, 'mute')
  await page.find('button', /^Muted until .* Unmute$/)
}

async function isReplayedFromTheNotification(app, world) {
  const { page } = app
  const audit = await LocalProgram.start({ statuses: [500] })
  world.programs.push(audit)
  await makesADestination(page, audit.url, 'Audit')
  await subscribes(page, ['GitHub', 'issues.*', 'Audit', 'None', 'Only when it gave up'])
  await sendsAsGitHub(world, 'issues', { action: 'opened', issue: { number: 8 } })
  const gaveUp = await app.notification('that it gave up', ({ title }) => title === 'issues.opened gave up – Audit')
  assert.deepEqual(gaveUp.actions.filter((label, index) => index % 2 && label), ['Open', 'Replay', 'Mute for 1 hour'])
  const first = await audit.received.next('the attempt that fails', () => true)
  app.clickNotification(gaveUp, 'replay')
  const again = await audit.received.next('the replay', request => request !== first)
  assert.deepEqual([again.body, again.headers['webhook-id']], [first.body, first.headers['webhook-id']])
  await page.click('link', /^Timeline/)
  await page.find('row', /^Delivered.*issues\.opened/)
}

async function speaksGerman(app, _world, look) {
  const { page } = app
  await page.click('link', /^Settings/)
  await page.click('text', 'Deutsch')
  const { menu } = await app.tray('German', ({ menu }) => menu.some(({ label }) => /^Tacklebox beenden/.test(label)))
  const labels = menu.filter(({ separator }) => !separator).map(({ label }) => label)
  assert.match(labels[0], /^Empfängt auf 127\.0\.0\.1:\d+$/)
  assert.deepEqual(labels.slice(-6), [
    'Empfängeradresse kopieren', 'Test-Event senden', 'Empfang anhalten', 'Benachrichtigungen stummschalten',
    'Einstellungen …', 'Tacklebox beenden (empfängt dann nichts)',
  ])
  await look('settings-german')
  await page.click('text', 'English')
  await page.sees('Language')
  await app.tray('English', ({ menu }) => menu.some(({ label }) => /^Quit Tacklebox/.test(label)))
}

async function givesUpAndIsReplayed(app, world, look) {
  const { page } = app
  // The schedule goes on by itself: a press may come too late, and an attempt may pass between two looks.
  for (let looks = 0; looks < 20; looks += 1) {
    const state = await page.textOf('row', /pull_request\.opened/)
    if (state.startsWith('Dead letter')) break
    const made = /Retrying (\d)/.exec(state)?.[1] ?? '-'
    await page.click('button', /^Run now/).catch(() => {})
    await page.find('row', new RegExp(`^(Retrying [^${made}]|Dead letter).*pull_request\\.opened`)).catch(() => {})
  }
  await page.sees('All attempts are used up')
  await look('dead-letter')
  // Ten minutes lie between two notifications of one issue, so that it gave up is seen in the tray first.
  await app.tray('the dead letter', fact => fact.menu.some(({ label }) => label === '✕ 1 dead letter'))
  await page.click('button', /^Replay/)
  // A new delivery of the same event, above the old one, which stays as it is.
  await page.find('row', /^Retrying.*pull_request\.opened/)
  await page.find('row', /^Dead letter.*pull_request\.opened/)
}

async function isSeenInBothThemes({ page, driver }, _world, look) {
  for (const theme of ['Light', 'Dark']) {
    await page.click('link', /^Settings/)
    await page.click('text', theme)
    await driver.run(async wanted => {
      while (document.documentElement.dataset.theme !== wanted) await new Promise(requestAnimationFrame)
    }, theme.toLowerCase())
    await look(`settings-${theme.toLowerCase()}`)
    for (const screen of ['Timeline', 'Subscriptions', 'Sources', 'Destinations']) {
      await page.click('link', new RegExp(`^${screen}`))
      if (screen === 'Timeline') await page.click('row', /demo\.order\.paid/)
      await page.sees(screen === 'Timeline' ? 'demo.order.paid' : screen)
      await look(`${screen.toLowerCase()}-${theme.toLowerCase()}`)
    }
  }
}

async function goesOnWithoutAWindow(app, world) {
  app.resizeWindow(1100, 720)
  await app.hasSize(1100, 720)
  app.pressCloseButton()
  await app.page.sees('Keep receiving after you close the window?')
  // The window may be gone before the driver can say that it clicked.
  await app.page.click('button', 'Keep receiving').catch(error => assert.match(error.message, /no such window/))
  await app.windows(0)
  const response = await fetch(world.receiveUrl, { method: 'POST', body: '{"type":"sent.without.a.window"}' })
  assert.equal(response.status, 200)
  await world.local.received.next('the event that came without a window', ({ body }) => body.includes('sent.without.a.window'))
  app.choose('Open Tacklebox')
  await app.windows(1)
  await app.page.sees('sent.without.a.window')
  await app.hasSize(1100, 720)
}
