// Holds the interface against its budgets: `node bench/run.mjs WORKSPACE WINDOW_PROGRAM [--small] [--only NAME]`.
// WORKSPACE is filled with many deliveries; it is only read. Prints a table and writes `target/bench-ui.json`.
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { measureHeap, measureLoad, measurePaint, measureScroll } from './browser.mjs'
import { measureBundle } from './bundle.mjs'
import { measureCompare } from './compare.mjs'
import { measureWindow } from './window.mjs'

const RESULT = fileURLToPath(new URL('../../target/bench-ui.json', import.meta.url))

const [workspace, program, ...options] = process.argv.slice(2)
const isSmall = options.includes('--small')
const only = options.flatMap((option, index) => (option === '--only' ? [options[index + 1]] : []))
const scale = isSmall
  ? { deliveries: 'few', starts: 1, frames: 30, rate: 100, seconds: 2, tailRate: 20, heapSamples: 2, heapSeconds: 1, pairs: 1, pairBytes: 1_000_000 }
  : { deliveries: '1,000,000', starts: 5, frames: 600, rate: 2_000, seconds: 20, tailRate: 20, heapSamples: 20, heapSeconds: 60, pairs: 5, pairBytes: 10_000_000 }

const parts = {
  bundle: () => measureBundle(),
  paint: () => measurePaint(workspace, scale),
  scroll: () => measureScroll(workspace, scale),
  load: () => measureLoad(scale),
  compare: () => measureCompare(scale),
  heap: () => measureHeap(scale),
  window: () => measureWindow(program, workspace, scale),
}

const figures = []
for (const [name, measure] of Object.entries(parts)) {
  if (only.length > 0 && !only.includes(name)) continue
  console.error(`   measuring ${name}`)
  figures.push(...(await measure()))
}

const width = Math.max(...figures.map(({ name }) => name.length))
for (const { name, value, unit, budget, isKept } of figures) {
  // A debug build says nothing about speed.
  const verdict = isSmall || isKept === null ? '' : isKept ? 'met' : 'MISSED'
  console.log(`${name.padEnd(width)}  ${`${value} ${unit}`.padStart(12)}  ${budget === null ? '' : `≤ ${budget} ${unit}`.padEnd(12)} ${verdict}`.trimEnd())
}
await writeFile(RESULT, JSON.stringify({ isSmall, figures }, null, 2))
if (figures.some(({ value }) => !Number.isFinite(value))) throw new Error('something was not measured')
