/**
 * The code that shows how a scanner types: every digit, letters of both cases, and the signs that move when its country
 * setting and the computer's keyboard layout do not agree.
 */
export const testCode = '0123456789-ABCabc]~'

/** What became of the test code on its way. */
export type TestCodeAnswer =
  | { is: 'fine' }
  /** Capitals came as small letters and the other way round, or all as one of them. */
  | { is: 'capitals' }
  /** Other characters came: the scanner types for another keyboard layout than this computer has; `host` is this one's. */
  | { is: 'layout'; host: string | null }
  /** Right as far as it goes: keys got lost. */
  | { is: 'lost'; missing: string }
  | { is: 'other-code' }

/** What each key of the test code gives where it is not what an English (US) layout has; empty for a dead key. */
const layouts: Record<string, Record<string, string>> = {
  French: shifted('à&é"\'(-è_ç', { '-': ')', A: 'Q', a: 'q', ']': '$', '~': '' }),
  Belgian: shifted('à&é"\'(§è!ç', { '-': ')', A: 'Q', a: 'q', ']': '$', '~': '³' }),
  German: { '-': 'ß', ']': '+', '~': '°' },
  Swiss: { '-': "'", ']': '', '~': '°' },
  Spanish: { '-': "'", ']': '+', '~': 'ª' },
  Italian: { '-': "'", ']': '+', '~': '|' },
  Nordic: { '-': '+', ']': '', '~': '½' },
  British: { '~': '¬' },
}

function shifted(digits: string, more: Record<string, string>): Record<string, string> {
  return { ...Object.fromEntries([...digits].map((sign, at) => [String(at), sign])), ...more }
}

/** Says what a scanner (or the computer) did to the test code, from what arrived of it. */
export function explainTestCode(arrived: string): TestCodeAnswer {
  if (arrived === testCode) return { is: 'fine' }
  if (arrived.toLowerCase() === testCode.toLowerCase()) return { is: 'capitals' }
  const host = Object.keys(layouts).find((name) => isTypedOn(layouts[name] ?? {}, arrived))
  if (host !== undefined) return { is: 'layout', host }
  const missing = missingFrom(arrived)
  if (missing !== null) return { is: 'lost', missing }
  return Math.abs(arrived.length - testCode.length) <= 3 && likeness(arrived) >= leastLikeness
    ? { is: 'layout', host: null }
    : { is: 'other-code' }
}

/**
 * Whether a code that nobody has consists of what the digit keys give on a French or Belgian keyboard without Shift: its
 * digits were typed for another layout.
 */
export function looksMistyped(text: string): boolean {
  return /^[&é"'(\-è_çà§!]{6,}$/.test(text) && /[&éèçà§]/.test(text)
}

/** Case aside: Caps Lock may be on besides. */
function isTypedOn(layout: Record<string, string>, arrived: string): boolean {
  const came = [...testCode].map((sign) => layout[sign] ?? sign).join('')
  return came.toLowerCase() === arrived.toLowerCase()
}

/** The keys of the test code that did not come, when all that came is in order; null when something else came. */
function missingFrom(arrived: string): string | null {
  if (arrived.length < testCode.length / 3) return null
  let missing = ''
  let at = 0
  for (const sign of testCode) {
    if (sign === arrived[at]) at += 1
    else missing += sign
  }
  return at === arrived.length ? missing : null
}

/** Letters b and c stay where they are on every layout that is known. */
const leastLikeness = 4

function likeness(arrived: string): number {
  return [...testCode].filter((sign, at) => [arrived[at - 1], arrived[at], arrived[at + 1]].includes(sign))
    .length
}
