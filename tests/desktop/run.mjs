// The real window, driven as a person would: `node tests/desktop/run.mjs target/debug/tacklebox-desktop`.
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { DesktopApp } from './desktop_app.mjs'
import { steps } from './scenario.mjs'

const SCREENSHOTS = fileURLToPath(new URL('../../target/screenshots', import.meta.url))

const [program] = process.argv.slice(2)
if (!program) {
  console.error('usage: node tests/desktop/run.mjs PATH_OF_TACKLEBOX_DESKTOP')
  process.exit(2)
}
await mkdir(SCREENSHOTS, { recursive: true })

let passed = 0
let failure
const app = await DesktopApp.open(resolve(program))
const look = async name => writeFile(join(SCREENSHOTS, `desktop-${name}.png`), await app.driver.screenshot())
const world = {}
for (const [name, step] of steps) {
  try {
    await step(app, world, look)
    passed += 1
    console.log(`ok      ${name}`)
  } catch (error) {
    failure = error
    console.error(`FAILED  ${name}\n        ${error.message}`)
    await look('failure').catch(() => {})
    break
  }
}
world.programs?.forEach(local => local.end())
await app.end()
console.log(`${passed} passed, ${failure ? steps.length - passed : 0} failed`)
process.exit(failure ? 1 : 0)
