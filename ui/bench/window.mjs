// The real window, in WebKitGTK on a screen in memory.
import { DesktopApp } from '../../tests/desktop/desktop_app.mjs'
import * as inPage from './in_page.mjs'
import { figure, percentile } from './numbers.mjs'

const FRAME_MS = 33
const PAINT_MS = 500

/** First paint, and frames while the timeline is scrolled. */
export async function measureWindow(program, workspace, scale) {
  const began = Date.now()
  const app = await DesktopApp.open(program, { workspace })
  try {
    const { paint, row } = await app.driver.run(inPage.paints)
    const figures = [
      // The driver starts the program, so its own work is part of this.
      ...(paint === null ? [] : [figure('window: first paint, from asking the driver', Math.round(paint - app.asked_ms), 'ms', PAINT_MS)]),
      figure('window: first rows, from asking the driver', Math.round(row - app.asked_ms), 'ms'),
      figure('window: screen, session and driver before that', Math.round(app.asked_ms - began), 'ms'),
    ]
    for (const [words, pixels] of [['by 10 rows a frame', 280], ['by 1,000 rows a frame', 28_000]]) {
      await app.driver.run(inPage.startFrames)
      await app.driver.run(inPage.scroll, scale.frames, pixels)
      const { intervals_ms } = await app.driver.run(inPage.stopFrames)
      figures.push(figure(`window: between frames, scrolled ${words}, p95`, Math.round(percentile(intervals_ms, 0.95) * 10) / 10, 'ms', FRAME_MS))
    }
    return figures
  } finally {
    await app.end()
  }
}
