// How soon two large payloads are compared.
import { Tacklebox } from '../../tests/kit/tacklebox.mjs'
import { withPage } from './browser.mjs'
import * as inPage from './in_page.mjs'
import { figure, percentile } from './numbers.mjs'

const FIRST_MS = 200
const DONE_MS = 1_000
const CHANGES = 4

/** From opening the comparison of two stored events, in a window that is open, to its first frame and to the list of changes. */
export async function measureCompare(scale) {
  const tacklebox = await Tacklebox.start()
  try {
    const source = await tacklebox.api('POST', '/sources', { name: 'Large', provider: 'none' })
    const rounds = []
    for (let round = 0; round < scale.pairs; round += 1) {
      const [left, right] = payloads(scale.pairBytes, round)
      for (const body of [left, right]) {
        const answer = await fetch(source.receive_url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
        if (!answer.ok) throw new Error(`a payload was not taken: ${answer.status}`)
      }
      const { items } = await tacklebox.api('GET', '/events?limit=2')
      const [newer, older] = items.map(event => event.id)
      rounds.push(await withPage(tacklebox, async page => {
        await page.evaluate(inPage.paints)
        return page.evaluate(inPage.compare, { address: `/compare?left=${older}&right=${newer}`, changes: CHANGES })
      }))
    }
    const middle = name => Math.round(percentile(rounds.map(each => each[name]), 0.5))
    const size = `${Math.round(scale.pairBytes / 1_000_000)} MB`
    return [
      figure(`Chromium: first frame of the comparison of a pair of ${size}`, middle('first'), 'ms', FIRST_MS),
      figure(`Chromium: its ${CHANGES} changed paths`, middle('done'), 'ms', DONE_MS),
    ]
  } finally {
    await tacklebox.stop()
  }
}

/** Two payloads of so many bytes that differ in four places; no two rounds have the same. */
function payloads(bytes, round) {
  const item = number => ({ id: `item_${round}_${number}`, name: `Part ${number}`, amount: number * 7, tags: ['a', 'b'], note: 'x'.repeat(40) })
  const items = Array.from({ length: Math.max(CHANGES * 2, Math.round(bytes / 130)) }, (_, number) => item(number))
  const left = JSON.stringify({ round, currency: 'eur', items })
  const step = Math.floor(items.length / CHANGES)
  for (let change = 0; change < CHANGES; change += 1) items[change * step].amount += 1
  return [left, JSON.stringify({ round, currency: 'eur', items })]
}
