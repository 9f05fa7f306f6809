// Things that happened, in order, and a way to wait for the next one that fits.

const PATIENCE_MS = 20_000

export class Facts {
  #facts = []
  #waiting = new Set()

  add(fact) {
    this.#facts.push(fact)
    for (const look of [...this.#waiting]) look()
  }

  /** The latest that fits, or undefined. */
  latest(fits) {
    return this.#facts.findLast(fits)
  }

  /** Waits until one fits, those that are already there included. */
  next(what, fits) {
    return new Promise((resolve, reject) => {
      const stop = () => { clearTimeout(timer); this.#waiting.delete(look) }
      const look = () => {
        const fact = this.#facts.find(fits)
        if (fact) { stop(); resolve(fact) }
      }
      const timer = setTimeout(() => {
        stop()
        const last = this.#facts.slice(-5).map(fact => `  ${JSON.stringify(fact)}`).join('\n')
        reject(new Error(`waited ${PATIENCE_MS / 1000} s in vain: ${what}. The last facts:\n${last}`))
      }, PATIENCE_MS)
      this.#waiting.add(look)
      look()
    })
  }
}
