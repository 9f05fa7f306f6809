// Who is told when: notifications muted for a while, quiet hours, and how soon an issue is over.
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'

import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { useWindows } from './kit/window.mjs'

const HOUR_MS = 3_600_000
const windows = useWindows()
let tacklebox

before(async () => {
  tacklebox = await Tacklebox.start()
})

beforeEach(() => tacklebox.api('PATCH', '/settings', { are_notifications_on: true, notifications_muted_until_ms: null, quiet_hours: null, successes_to_resolve: 3 }))

after(() => tacklebox?.stop())

const settings = () => tacklebox.api('GET', '/settings')
const become = (what, holds) => tacklebox.until(what, async () => holds(await settings()))

async function opened(options) {
  const window = await windows.open(tacklebox, { path: '/settings', ...options })
  const part = window.main.getByRole('region', { name: 'Notifications' })
  await part.waitFor()
  return { window, part }
}

test('notifications are muted for an hour, until tomorrow, and until they are turned on', async () => {
  const { window, part } = await opened()
  const before = Date.now()
  await window.click('button', 'For 1 hour', part)
  await window.sees(/^Muted until/, part)
  await become('muted', ({ notifications_muted_until_ms }) => notifications_muted_until_ms !== null)
  const { notifications_muted_until_ms: until } = await settings()
  assert.ok(until >= before + HOUR_MS && until <= Date.now() + HOUR_MS, `${until}`)
  await window.click('button', 'Unmute', part)
  await become('not muted', ({ notifications_muted_until_ms }) => notifications_muted_until_ms === null)

  await window.click('button', /^Until .*09:00$/, part)
  await window.sees(/^Muted until .*09:00$/, part)
  await become('muted', ({ notifications_muted_until_ms }) => notifications_muted_until_ms > Date.now())
  await window.click('button', 'Unmute', part)

  await window.click('button', 'Until I turn them on', part)
  await become('off', ({ are_notifications_on }) => !are_notifications_on)
  const hour = part.getByRole('button', { name: 'For 1 hour' })
  assert.equal(await hour.getAttribute('aria-disabled'), 'true')
  assert.match(await hour.evaluate(element => document.getElementById(element.getAttribute('aria-describedby')).textContent), /Notifications are off/)
  await part.getByRole('switch', { name: 'Notifications' }).click()
  await become('on again', ({ are_notifications_on }) => are_notifications_on)
})

test('quiet hours are the nights of working days, and then whatever one says', async () => {
  const { window, part } = await opened()
  await part.getByRole('switch', { name: 'Quiet hours' }).click()
  await become('the usual ones', ({ quiet_hours }) => quiet_hours !== null)
  const offset = await window.page.evaluate(() => 0 - new Date().getTimezoneOffset())
  assert.deepEqual((await settings()).quiet_hours, { from_minute: 1200, until_minute: 480, weekdays: [0, 1, 2, 3, 4], utc_offset_minutes: offset })

  await part.getByLabel('Quiet from').fill('22:30')
  await part.getByLabel('Quiet until').fill('23:15')
  await window.press('Enter')
  await become('other hours', ({ quiet_hours }) => quiet_hours?.from_minute === 1350 && quiet_hours.until_minute === 1395)
  await window.sees('The days are those they are on.', part)
  await window.click('button', 'Saturday', part)
  await window.click('button', 'Monday', part)
  await become('other days', ({ quiet_hours }) => quiet_hours?.weekdays.join() === '1,2,3,4,5')
  await window.look('settings-quiet-hours')

  await part.getByRole('switch', { name: 'Quiet hours' }).click()
  await become('none', ({ quiet_hours }) => quiet_hours === null)
  await part.getByLabel('Quiet from').waitFor({ state: 'hidden' })
  await window.press('Control+z')
  await become('those of before', ({ quiet_hours }) => quiet_hours?.from_minute === 1350)
})

test('quiet hours set by another clock say so, and take that of this computer', async () => {
  await tacklebox.api('PATCH', '/settings', { quiet_hours: { from_minute: 0, until_minute: 60, weekdays: [], utc_offset_minutes: 345 } })
  const { window, part } = await opened({ width: 900, height: 600, scheme: 'dark' })
  await window.sees('They never begin: choose a day.', part)
  await window.sees('They go by a clock at UTC+5:45.', part)
  await part.getByLabel('Quiet from').scrollIntoViewIfNeeded()
  await window.look('settings-quiet-hours-other-clock')
  await window.click('button', 'Use this computer’s clock', part)
  await become('this clock', ({ quiet_hours }) => quiet_hours?.utc_offset_minutes !== 345)
  await window.seesNoMore('They go by a clock at UTC+5:45.')
})

test('how many successes resolve an issue is chosen', async () => {
  const { window, part } = await opened()
  await part.getByRole('combobox', { name: 'Resolve an issue after' }).click()
  await window.page.getByRole('option', { name: '10 successes in a row' }).click()
  await become('ten', ({ successes_to_resolve }) => successes_to_resolve === 10)
})
