// Every screen in light and dark, in a wide and a narrow window, for a person to look at; and by keyboard alone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { furnished } from './kit/furnished.mjs'
import { useWindows } from './kit/window.mjs'

const SIZES = [[1280, 800], [900, 600]]
const windows = useWindows()
let workspace, tacklebox

before(async () => {
  workspace = await furnished()
  tacklebox = workspace.tacklebox
})

after(() => workspace?.stop())

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

test('the keys go on in a new screen when what had the focus is gone', async () => {
  const window = await windows.open(tacklebox, { width: 900, height: 600 })
  await window.row(/Dead letter/).first().click()
  await window.inspector.getByRole('tab', { name: 'Why' }).focus()
  await window.press('Control+n')
  await window.page.getByRole('heading', { name: 'New subscription' }).waitFor()
  await window.until(() => document.activeElement === document.querySelector('main'))
  await window.press('Tab')
  await window.until(() => document.activeElement?.closest('main'))
})

test('Escape closes what is on top and nothing else', async () => {
  const window = await windows.open(tacklebox, { width: 900, height: 600 })
  const dialog = window.page.getByRole('dialog')
  await window.row(/Dead letter/).first().click()
  await window.inspector.getByText(/Nothing is listening/).first().waitFor()
  for (const [keys, name] of [['Control+k', 'Command palette'], ['?', 'Keyboard shortcuts']]) {
    await window.press(keys)
    await dialog.and(window.page.getByRole('dialog', { name })).waitFor()
    await window.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await window.until(() => document.activeElement?.role === 'grid')
    await window.inspector.getByText(/Nothing is listening/).first().waitFor()
  }
  const copy = window.inspector.getByRole('button', { name: 'Copy ▾' })
  await copy.focus()
  await window.press('Enter')
  await window.page.getByRole('menu').waitFor()
  await window.press('Escape')
  await window.page.getByRole('menu').waitFor({ state: 'detached' })
  await window.inspector.getByText(/Nothing is listening/).first().waitFor()
  assert.match(await window.focused(), /^Copy/)
  await window.press('Escape')
  await window.until(() => document.activeElement?.role === 'grid')
})

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
          document.activeElement.matches('body, main, [role=grid], section, [role=combobox]')
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
  await window.until(() => document.activeElement !== document.body)
  await tabTo(/GitHub|Standard Webhooks|HMAC|Unverified|None/i)
  await tabTo(/^Name$/)
  await window.press('Control+a')
  await window.page.keyboard.type('By keyboard')
  await window.press('Control+s')
  await window.sees('By keyboard is ready to receive.')
})
