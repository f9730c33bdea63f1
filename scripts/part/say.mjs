/** Seconds since `startedAt` (a `performance.now()` reading), as a person reads them. */
export function secondsSince(/** @type {number} */ startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`
}

/** One line of progress. Everything the scripts themselves say goes to standard error: answers own standard output. */
export function say(/** @type {string} */ line) {
  process.stderr.write(`${line}\n`)
}

/**
 * An expected failure of the set-up: a sentence for the person and what to do next.
 * Thrown by the parts, shown once by `endWith`.
 */
export class SetupError extends Error {
  /**
   * @param {string} sentence
   * @param {string} next
   */
  constructor(sentence, next) {
    super(sentence)
    this.next = next
  }
}

/** Says a failure and ends the process with the given code. A bug keeps its stack. */
export function endWith(/** @type {unknown} */ thrown, code = 1) {
  if (thrown instanceof SetupError) {
    say(thrown.message)
    say(`What to do: ${thrown.next}`)
  } else {
    say(thrown instanceof Error && thrown.stack ? thrown.stack : String(thrown))
  }
  process.exit(code)
}
