// Every browser test, one file after the other: `npm run e2e`.
// A browser on a busy machine is now and then late for a reason of its own, so a file that failed is run once more. What
// passes only then is named: it is to be made steady.
import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'

const FILE_TIMEOUT_MS = 600_000
const FOLDER = new URL('./', import.meta.url)

const names = (await readdir(FOLDER)).filter(name => name.endsWith('.test.mjs')).sort()
const failed = await failing(names.map(name => fileURLToPath(new URL(name, FOLDER))))
if (failed.length > 0) {
  console.log(`\n── once more: ${failed.map(name => basename(name)).join(', ')}\n`)
  const still = await failing(failed)
  const unsteady = failed.filter(file => !still.includes(file))
  if (unsteady.length > 0) console.log(`passed only the second time: ${unsteady.map(name => basename(name)).join(', ')}`)
  process.exitCode = still.length > 0 ? 1 : 0
}

/** Runs files and answers those in which something failed. */
async function failing(files) {
  const failed = new Set()
  const tests = run({ files, concurrency: 1, timeout: FILE_TIMEOUT_MS })
  // A file that cannot even be loaded is a test of its own name.
  tests.on('test:fail', ({ file, name }) => failed.add(files.includes(file) ? file : name))
  for await (const text of tests.compose(new spec())) process.stdout.write(text)
  return [...failed]
}
