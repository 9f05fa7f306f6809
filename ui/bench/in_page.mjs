// Functions that run in the page. Each stands alone: it is sent there as text.

/**
 * Notes every frame until `stopFrames`: when it began, and how long the main thread was busy with it, from its first
 * callback to the first task after it was painted.
 */
export function startFrames() {
  const frames = { began: [], busy_ms: [], isOn: true }
  const channel = new MessageChannel()
  let began = 0
  channel.port1.onmessage = () => frames.busy_ms.push(performance.now() - began)
  const note = at => {
    if (!frames.isOn) return
    began = performance.now()
    frames.began.push(at)
    requestAnimationFrame(note)
    channel.port2.postMessage(null)
  }
  requestAnimationFrame(note)
  globalThis.benchFrames = frames
}

export function stopFrames() {
  const { benchFrames } = globalThis
  benchFrames.isOn = false
  const intervals_ms = benchFrames.began.slice(1).map((at, index) => at - benchFrames.began[index])
  return { intervals_ms, busy_ms: benchFrames.busy_ms }
}

/** Scrolls the timeline by `pixels` in each of so many frames, there and back. */
export function scroll(frames, pixels) {
  const scroller = [...document.querySelectorAll('[role=grid], [role=grid] *')].find(
    element => element.scrollHeight > element.clientHeight + 1_000 && getComputedStyle(element).overflowY !== 'visible',
  )
  if (!scroller) throw new Error('nothing here can be scrolled')
  return new Promise(resolve => {
    let left = frames
    const step = () => {
      scroller.scrollTop += left > frames / 2 ? pixels : -pixels
      left -= 1
      if (left > 0) requestAnimationFrame(step)
      else resolve(scroller.scrollHeight)
    }
    requestAnimationFrame(step)
  })
}

/** When the page was painted first, and when the first row stood there, in milliseconds since 1970. */
export async function paints() {
  const origin = performance.timeOrigin
  const row = await new Promise(resolve => {
    const look = () => {
      const isThere = document.querySelectorAll('[role=row][aria-rowindex]:not([aria-rowindex="1"])').length > 0
      if (isThere) resolve(performance.now())
      else requestAnimationFrame(look)
    }
    look()
  })
  const paint = performance.getEntriesByType('paint').find(({ name }) => name === 'first-contentful-paint')
  return { paint: paint ? origin + paint.startTime : null, row: origin + (globalThis.benchFirstRow ?? row) }
}

/** Notes when the first row stands there; runs before the page's own scripts. */
export function noteFirstRow() {
  const look = () => {
    if (document.querySelector('[role=row][aria-rowindex]:not([aria-rowindex="1"])')) globalThis.benchFirstRow = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** Notes how long each input waited until the page heard of it. */
export function noteInputs() {
  globalThis.benchInputs = []
  addEventListener('input', event => globalThis.benchInputs.push(performance.now() - event.timeStamp), true)
}

/** Goes to a comparison; when its first frame was painted and when so many changed paths stood there, in milliseconds since. */
export async function compare({ address, changes }) {
  const began = performance.now()
  globalThis.history.pushState(null, '', address)
  const painted = isThere =>
    new Promise(resolve => {
      const look = () => {
        if (!isThere()) requestAnimationFrame(look)
        // The frame in which it stands is painted before the next one begins.
        else requestAnimationFrame(() => resolve(performance.now() - began))
      }
      look()
    })
  const first = await painted(() => document.querySelector('section[aria-label="Compare"]') !== null)
  const entries = () => document.querySelectorAll('aside[aria-label="Changed paths"] section:not([aria-label="Ignored"]) li > button').length
  const done = await painted(() => entries() >= changes)
  if (entries() !== changes) throw new Error(`${entries()} changed paths instead of ${changes}`)
  return { first, done }
}
