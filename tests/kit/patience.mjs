// Waiting with an end: what does not come fails in words, long before the runner gives up on the whole file.

const PATIENCE_MS = 60_000

/** What the promise gives; fails when it takes longer than that. */
export async function within(what, promise, patienceMs = PATIENCE_MS) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${patienceMs / 1000} s in vain: ${what}`)), patienceMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
