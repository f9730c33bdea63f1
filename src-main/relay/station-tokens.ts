import { createHash, timingSafeEqual } from 'node:crypto'

/** Whether `Authorization: Bearer …` carries one of the stations' tokens; every one is compared, in constant time. */
export function tokenChecker(tokens: readonly string[]): (header: string | undefined) => boolean {
  const known = tokens.map(digest)
  return (header) => {
    const given = digest(/^Bearer ([\x21-\x7e]{1,4000})$/.exec(header ?? '')?.[1] ?? '')
    let isKnown = false
    for (const one of known) if (timingSafeEqual(one, given)) isKnown = true
    return isKnown
  }
}

/** One length for all, so that nothing is told by it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
