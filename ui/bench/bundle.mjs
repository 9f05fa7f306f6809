// How much script the first screen asks for.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

import { figure } from './numbers.mjs'

const DIST = fileURLToPath(new URL('../dist/', import.meta.url))
const BUDGET_KIB = 250

/** The scripts that the page names itself, and everything they import before they run. */
export async function measureBundle() {
  const page = await readFile(`${DIST}index.html`, 'utf8')
  const names = new Set([...page.matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)].map(([, name]) => name))
  let bytes = 0
  for (const name of names) {
    const script = await readFile(DIST + name)
    bytes += gzipSync(script, { level: 9 }).length
    for (const [, other] of script.toString().matchAll(/(?:^|[;}\s])(?:import|from)\s*"\.\/([^"]+\.js)"/g)) names.add(`assets/${other}`)
  }
  return [figure('scripts of the first screen, gzip', Math.round((bytes / 1024) * 10) / 10, 'KiB', BUDGET_KIB)]
}
