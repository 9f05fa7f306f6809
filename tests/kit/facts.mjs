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
    return this.#until(what, () => this.#facts.find(fits))
  }

  /** Waits until the latest of a kind fits: how it is, not how it once was. */
  now(what, isOfKind, fits) {
    return this.#until(what, () => {
      const latest = this.#facts.findLast(isOfKind)
      return latest && fits(latest) ? latest : undefined
    })
  }

  #until(what, find) {
    return new Promise((resolve, reject) => {
      const stop = () => { clearTimeout(timer); this.#waiting.delete(look) }
      const look = () => {
        const fact = find()
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
