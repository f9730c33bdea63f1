/** How much longer a printer that was silent once is waited for: some answer only after seconds, or drip by drip. */
export const patientMs = 4_000
/** Over a cable a late answer looks like a quick one to the next question. */
const quickToTrust = 3
/** What the card says of a printer that takes its time, behind its name. */
export const slowWords = 'slow: it takes seconds to answer'

/** Tells a printer that is slow from one that is silent. */
export type Patience = {
  /**
   * The answer to a question that was put: the quick one, or, from a printer that was silent lately, what `more` waits
   * for. Null: silent.
   */
  answer<T>(quick: T | null, more: () => Promise<T | null>): Promise<T | null>
  /** How much longer its other answers may take. */
  moreMs(): number
  /** What it says it is, and that it is slow while it is. */
  about(said: string | null): string | null
}

/** Waits for a slow printer, from its first silence until it was quick several times in a row. */
export function patience(): Patience {
  let quickOnes = quickToTrust
  let isSlow = false
  return {
    async answer(quick, more) {
      const answer = quick ?? (quickOnes < quickToTrust ? await more() : null)
      quickOnes = quick === null ? 0 : quickOnes + 1
      if (quickOnes >= quickToTrust) isSlow = false
      else if (quick === null) isSlow = answer !== null
      return answer
    },
    moreMs: () => (isSlow ? patientMs : 0),
    about: (said) => (isSlow ? `${said ?? 'The printer'}, ${slowWords}` : said),
  }
}
