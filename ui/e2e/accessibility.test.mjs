// Every screen for people who see little, see no colours, or have no mouse.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { COLOUR_RULES, violations } from './kit/audit.mjs'
import { everyScreen } from './kit/every_screen.mjs'
import { furnished } from './kit/furnished.mjs'
import { useWindows } from './kit/window.mjs'

/** The rules about colours are asked for each look, all others once. */
const LOOKS = [
  { look: 'light', theme: 'system', colorScheme: 'light' },
  { look: 'dark', theme: 'system', colorScheme: 'dark', rules: COLOUR_RULES },
  { look: 'high contrast, light', theme: 'high_contrast', colorScheme: 'light', rules: COLOUR_RULES },
  { look: 'high contrast, dark', theme: 'high_contrast', colorScheme: 'dark', rules: COLOUR_RULES },
]
/** Presses of Tab after which something holds the focus. */
const STOPS_MAX = 1_500
/** Pixels around an element that its outline may take. */
const AROUND = 4
const PATIENCE_MS = 5_000
const windows = useWindows()
let workspace, tacklebox, screens

before(async () => {
  workspace = await furnished()
  tacklebox = workspace.tacklebox
  await tacklebox.until('an issue is open', async () => (await tacklebox.api('GET', '/overview')).issues.open > 0)
  screens = await everyScreen(workspace)
})

after(() => workspace?.stop())

async function show(window, { path, standing, act }) {
  await window.visit(path)
  await act?.(window)
  await standing(window).waitFor()
}

/** Escape, once what is open has the focus; then it is gone. */
async function leave(window) {
  await window.until(() => [...document.querySelectorAll('[role=dialog], [role=menu]')].every(top => top.contains(document.activeElement)))
  await window.press('Escape')
  await window.until(() => !document.querySelector('[role=dialog], [role=menu]'))
}

test('axe finds nothing serious on any screen, in light and dark, each in high contrast too', async () => {
  const window = await windows.open(tacklebox)
  await window.page.emulateMedia({ reducedMotion: 'reduce' })
  await window.row(/Delivered/).first().waitFor()
  const found = []
  for (const screen of screens) {
    await show(window, screen)
    for (const { look, theme, colorScheme, rules } of LOOKS) {
      await window.page.emulateMedia({ colorScheme })
      await window.page.evaluate(name => (document.documentElement.dataset.theme = name), theme)
      found.push(...(await violations(window, `${screen.name}, ${look}`, rules)))
    }
    if (screen.act) await leave(window)
  }
  assert.equal(found.join('\n'), '')
})

test('Tab reaches the main parts of every screen, and what has the focus can be seen', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/Delivered/).first().waitFor()
  const found = []
  for (const screen of screens.filter(({ act, path }) => !act && !path.includes('tab='))) {
    const before = pathOf(window)
    await show(window, screen)
    // Another screen takes the focus when nothing has it, and may do so in the midst of the walk.
    if (pathOf(window) !== before) await window.until(() => document.activeElement !== document.body)
    const { parts, unseen, isRound } = await tabAround(window)
    for (const part of ['banner', 'navigation', 'main', 'contentinfo']) if (!parts.has(part)) found.push(`${screen.name}: no way to ${part}`)
    if (screen.path.includes('selected=') && !parts.has('Inspector')) found.push(`${screen.name}: no way to the inspector`)
    if (!isRound) found.push(`${screen.name}: no way out`)
    found.push(...unseen.map(element => `${screen.name}: the focus is not seen on ${element}`))
  }
  assert.equal(found.join('\n'), '')
})

function pathOf({ page }) {
  return new URL(page.url()).pathname
}

/** Holds Tab until the focus is where it was first. */
async function tabAround(window) {
  // From the top, wherever the screen before left the focus.
  await window.page.evaluate(() => {
    document.querySelector('header button').focus()
    document.activeElement.blur()
  })
  const parts = new Set()
  const unseen = new Set()
  for (let presses = 0; presses < STOPS_MAX; presses += 1) {
    // Held down: it goes on, and nobody waits for the key to come up.
    await window.page.keyboard.down('Tab')
    const stop = await window.page.evaluate(focusedStop)
    if (stop === null && presses > 0) return { parts, unseen: [...unseen], isRound: true }
    for (const part of stop?.parts ?? []) parts.add(part)
    if (stop && !stop.isSeen) unseen.add(stop.element)
  }
  return { parts, unseen: [...unseen], isRound: false }
}

/** Runs in the page: the parts the focused element is in, and whether it is seen to be focused; null when nothing is focused. */
function focusedStop() {
  const focused = document.activeElement
  if (!focused || focused === document.body) return null
  const PARTS = { 'body header': 'banner', nav: 'navigation', main: 'main', footer: 'contentinfo', '[aria-label=Inspector]': 'Inspector' }
  const parts = Object.entries(PARTS).filter(([selector]) => focused.closest(selector)).map(([, part]) => part)
  const active = document.getElementById(focused.getAttribute('aria-activedescendant') ?? '')
  const around = [focused, focused.parentElement, focused.parentElement?.parentElement, active].filter(Boolean)
  const isOutlined = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
  const isMarked = element => {
    const after = getComputedStyle(element, '::after')
    const isWithin = element.matches(':focus-within') || element === active
    const isInWindow = (({ top, left, bottom, right }) => bottom > 0 && right > 0 && top < innerHeight && left < innerWidth)(element.getBoundingClientRect())
    return isWithin && isInWindow && (isOutlined(getComputedStyle(element)) || (after.content !== 'none' && (isOutlined(after) || after.borderTopStyle === 'solid')))
  }
  return { parts, isSeen: around.some(isMarked), element: focused.outerHTML.slice(0, 160) }
}

test('at 200 % nothing is lost: everything that can be used can be brought into the window', async () => {
  // What a browser makes of 1280×800 pixels at 200 %.
  const window = await windows.open(tacklebox, { width: 640, height: 400 })
  await window.row(/Delivered/).first().waitFor()
  const found = []
  for (const screen of screens) {
    await show(window, screen)
    // What comes late may lie over the rest for a moment.
    let inWay = []
    await eventually(async () => (inWay = await window.page.evaluate(outOfReach)).length === 0)
    found.push(...inWay.map(element => `${screen.name}: ${element}`))
    if (screen.act) await leave(window)
  }
  assert.equal(found.join('\n'), '')
})

/** Runs in the page: what is too wide for the window, or can be used but not be brought into it, or lies under something else. */
function outOfReach() {
  const found = document.documentElement.scrollWidth > innerWidth ? [`${document.documentElement.scrollWidth} pixels wide`] : []
  const onTop = document.querySelector('[role=dialog], [role=menu]')
  for (const element of (onTop ?? document).querySelectorAll('button, a[href], input, textarea, [role=tab], [role=option]')) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.closest('.visually-hidden, [inert], [data-base-ui-focus-guard]')) continue
    const target = element.labels?.[0] ?? element
    target.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    const { left, top, width, height } = target.getBoundingClientRect()
    if (width < 2 || height < 2) continue
    const hit = document.elementFromPoint(left + width / 2, top + height / 2)
    if (!hit || !(target.contains(hit) || hit.contains(target))) found.push(`${target.outerHTML.slice(0, 120)} at ${Math.round(left)}, ${Math.round(top)}`)
  }
  return found
}

test('who wants no motion sees none', async () => {
  const window = await windows.open(tacklebox)
  await window.row(/Delivered/).first().waitFor()
  assert.ok((await window.page.evaluate(moving)).length > 0, 'nothing moves anyway')
  await window.page.emulateMedia({ reducedMotion: 'reduce' })
  const found = []
  for (const screen of screens) {
    await show(window, screen)
    found.push(...(await window.page.evaluate(moving)).map(element => `${screen.name}: ${element}`))
    if (screen.act) await leave(window)
  }
  assert.equal(found.join('\n'), '')
})

/** Runs in the page: what takes time to change its looks, or moves by itself. */
function moving() {
  const isLong = durations => durations.split(',').some(duration => parseFloat(duration) > 0)
  return [...document.querySelectorAll('*')]
    .filter(element => (style => isLong(style.transitionDuration) || isLong(style.animationDuration) || style.scrollBehavior === 'smooth')(getComputedStyle(element)))
    .map(element => element.outerHTML.slice(0, 120))
}

test('with forced colours what is chosen, on, focused or wrong is still told from the rest', async () => {
  const window = await windows.open(tacklebox, { forcedColors: 'active' })
  const { main, inspector, page } = window
  const rail = page.getByRole('navigation', { name: 'Main' })
  await window.visit('/timeline')
  const delivered = window.row(/Delivered/).first()
  const states = await Promise.all([/Delivered/, /Dead letter/, /Not routed/].map(name => picture(window, window.row(name).first().getByRole('gridcell').first().locator('svg'))))
  assert.equal(new Set(states).size, 3, 'the signs of states look alike')

  const changes = [
    ['the row that is open', '/timeline', delivered, () => delivered.click()],
    ['the tab that is open', null, inspector.getByRole('tab', { name: 'Request' }), () => window.press('2')],
    ['the screen one is on', '/issues', rail.getByRole('link', { name: 'Lab' }), () => window.goTo('Lab')],
    ['the issue that is open', '/issues', window.row(/Search index/), () => window.row(/Search index/).click()],
    ['a chosen facet', '/dead-letters', main.getByRole('button', { name: /^product\.changed/ }), () => window.click('button', /^product\.changed/)],
    ['a marked dead letter', '/dead-letters', window.row(/product/).first(), () => window.row(/product/).first().getByRole('gridcell').first().click()],
    ['a switch', '/settings', main.getByRole('switch', { name: 'Notifications' }), () => main.getByRole('switch', { name: 'Notifications' }).click()],
    ['a choice of several', null, main.getByRole('radiogroup', { name: 'Row height' }), () => main.getByText('Comfortable').click()],
    ['a card of several', '/subscriptions/new', main.locator('label', { hasText: 'Any source' }), () => main.getByText('Any source').click()],
    ['a box', null, main.locator('label', { hasText: 'Every event' }), () => main.getByText('Every event', { exact: true }).click()],
    ['the focus', '/sources', main.getByRole('button', { name: /Source/ }).last(), async () => (await window.press('Tab'), await main.getByRole('button', { name: /Source/ }).last().focus()), { keepsFocus: true }],
    ['the focus on the filter', null, page.getByRole('search'), () => window.press('/'), { keepsFocus: true }],
  ]
  for (const [what, path, element, change, options] of changes) {
    if (path) await window.visit(path)
    await element.waitFor()
    const before = await picture(window, element)
    await change()
    const looksOtherwise = async () => (await picture(window, element, options)) !== before
    assert.ok(await eventually(looksOtherwise), `${what} looks as the rest does`)
    await window.picture(`forced-colors-${what.replaceAll(' ', '-')}`)
  }
})

/** How an element looks, without what the mouse or the focus do to it; the outline around it is part of it. */
async function picture(window, element, { keepsFocus = false } = {}) {
  await window.page.mouse.move(0, 0)
  if (!keepsFocus) await window.page.evaluate(() => document.activeElement?.blur())
  await element.scrollIntoViewIfNeeded()
  const { x, y, width, height } = await element.boundingBox()
  const clip = { x: Math.max(0, x - AROUND), y: Math.max(0, y - AROUND), width: width + 2 * AROUND, height: height + 2 * AROUND }
  return (await window.page.screenshot({ clip })).toString('base64')
}

/** Whether something comes to hold before patience ends. */
async function eventually(holds) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) if (await holds()) return true
  return false
}
