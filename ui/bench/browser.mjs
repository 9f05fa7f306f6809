// The interface in Chromium, beside the real server.
import { chromium } from 'playwright-core'

import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import * as inPage from './in_page.mjs'
import { figure, largest, percentile } from './numbers.mjs'
import { send } from './sender.mjs'

const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const OPTIONS = ['--no-sandbox', '--disable-background-networking', '--enable-precise-memory-info']
const FRAME_MS = 16
const FRAME_MAX_MS = 100
const PAINT_MS = 500
const HEAP_GROWTH_MAX = 1.1
const COLLECTIONS = 5

/** A page of the interface; it is closed behind what is done with it. */
export async function withPage(tacklebox, act) {
  const browser = await chromium.launch({ executablePath: PROGRAM, args: OPTIONS })
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.addInitScript(inPage.noteFirstRow)
    const asked = Date.now()
    await page.goto(`${tacklebox.control}/#token=${tacklebox.token}`)
    return await act(page, asked)
  } finally {
    await browser.close()
  }
}

/** From the start of the program to the first paint, and to the first rows. */
export async function measurePaint(workspace, scale) {
  const paints = []
  for (let round = 0; round < scale.starts; round += 1) {
    const began = performance.now()
    const tacklebox = await Tacklebox.open(workspace)
    const start = performance.now() - began
    try {
      const { paint, row } = await withPage(tacklebox, async (page, asked) => {
        const found = await page.evaluate(inPage.paints)
        return { paint: found.paint - asked, row: found.row - asked }
      })
      paints.push({ paint: start + paint, row: start + row })
    } finally {
      await tacklebox.pause()
    }
  }
  const middle = name => Math.round(percentile(paints.map(each => each[name]), 0.5))
  return [
    figure(`Chromium: first paint after start, ${scale.deliveries} deliveries`, middle('paint'), 'ms', PAINT_MS),
    figure('Chromium: first rows after start', middle('row'), 'ms'),
  ]
}

/** How long frames take while the timeline is scrolled. */
export async function measureScroll(workspace, scale) {
  const tacklebox = await Tacklebox.open(workspace)
  try {
    return await withPage(tacklebox, async page => {
      await page.evaluate(inPage.paints)
      const figures = []
      for (const [words, pixels] of [['by 10 rows a frame', 280], ['by 1,000 rows a frame', 28_000]]) {
        await page.evaluate(inPage.startFrames)
        await page.evaluate(([body, frames, step]) => globalThis.eval(`(${body})`)(frames, step), [String(inPage.scroll), scale.frames, pixels])
        const { busy_ms, intervals_ms } = await page.evaluate(inPage.stopFrames)
        figures.push(
          figure(`Chromium: work of a frame, scrolled ${words}, p95`, round(percentile(busy_ms, 0.95)), 'ms', FRAME_MS),
          figure(`Chromium: between frames, scrolled ${words}, p95`, round(percentile(intervals_ms, 0.95)), 'ms'),
        )
      }
      return figures
    })
  } finally {
    await tacklebox.pause()
  }
}

/** Frames and typing while events arrive, with the window open and the list following. */
export async function measureLoad(scale) {
  const tacklebox = await Tacklebox.start()
  try {
    const source = await tacklebox.api('POST', '/sources', { name: 'Load', provider: 'none' })
    await send(source.receive_url, 10, 1)
    return await withPage(tacklebox, async page => {
      await page.evaluate(inPage.paints)
      await page.evaluate(inPage.noteInputs)
      const filter = page.getByRole('combobox', { name: /filter/i }).or(page.getByRole('textbox', { name: /filter/i })).first()
      await filter.focus()
      await page.evaluate(inPage.startFrames)
      const sending = send(source.receive_url, scale.rate, scale.seconds)
      const text = 'order.paid and further words, typed at speed'
      await page.keyboard.type(text, { delay: (scale.seconds * 600) / text.length })
      const { sent, acknowledged } = await sending
      const { intervals_ms } = await page.evaluate(inPage.stopFrames)
      const typed = await filter.inputValue()
      const waits = await page.evaluate(() => globalThis.benchInputs)
      const rate = Math.round(acknowledged / scale.seconds)
      return [
        figure(`Chromium: events a second taken while watched (${scale.rate} sent)`, rate, '/s'),
        figure('Chromium: events not acknowledged', sent - acknowledged, '', 0),
        figure('Chromium: longest time between frames under load', round(largest(intervals_ms)), 'ms', FRAME_MAX_MS),
        figure('Chromium: between frames under load, p95', round(percentile(intervals_ms, 0.95)), 'ms'),
        figure('Chromium: keys lost under load', text.length - typed.length, '', 0),
        figure('Chromium: longest wait of a key under load', round(largest(waits)), 'ms', FRAME_MAX_MS),
      ]
    })
  } finally {
    await tacklebox.stop()
  }
}

/** What the page keeps in memory while new rows come for long. */
export async function measureHeap(scale) {
  const tacklebox = await Tacklebox.start()
  try {
    const source = await tacklebox.api('POST', '/sources', { name: 'Tail', provider: 'none' })
    await send(source.receive_url, 10, 1)
    return await withPage(tacklebox, async page => {
      await page.evaluate(inPage.paints)
      const devtools = await page.context().newCDPSession(page)
      // One collection leaves what waits for finalizers, and what the page made since; the least of some is what is kept.
      const heap = async () => {
        const sizes = []
        for (let collection = 0; collection < COLLECTIONS; collection += 1) {
          await devtools.send('HeapProfiler.collectGarbage')
          sizes.push((await devtools.send('Runtime.getHeapUsage')).usedSize / 1024 / 1024)
        }
        return Math.min(...sizes)
      }
      // In its first minute the page's code is still being compiled, 0.7 MiB of it; that is no growth of the tail.
      await send(source.receive_url, scale.tailRate, scale.heapSeconds)
      const seen = []
      for (let sample = 0; sample < scale.heapSamples; sample += 1) {
        await send(source.receive_url, scale.tailRate, scale.heapSeconds)
        seen.push(await heap())
      }
      const [first, ...rest] = seen
      const minutes = Math.round((scale.heapSamples * scale.heapSeconds) / 6) / 10
      return [
        figure(`Chromium: heap after ${minutes} minutes of live tail`, round(seen.at(-1)), 'MiB'),
        figure('Chromium: largest heap, by the first', round(largest(rest) / first, 1_000), '', HEAP_GROWTH_MAX),
      ]
    })
  } finally {
    await tacklebox.stop()
  }
}

const round = (value, parts = 10) => Math.round(value * parts) / parts
