import type { Gs1Problem } from '../model/gs1.ts'
import { isGtinShaped } from './check-digit.ts'
import { isKnownAi, isRightValue } from './gs1.ts'

/**
 * GS1 Digital Link (GS1's URI syntax): a web address that carries AIs, printed as a QR code on products. It is data
 * here, never an address to open.
 */

const separator = '\u001d'

/** Keys that may begin a path, with the qualifiers that may follow: one of these rows, in this order. */
const qualifiers: Record<string, readonly (readonly string[])[]> = {
  '01': [['22', '10', '21'], ['235']],
  '414': [['254'], ['7040']],
  '415': [['8020']],
  '417': [['7040']],
  '8004': [['7040']],
  '8006': [['22', '10', '21']],
  '8010': [['8011']],
  '8017': [['8019']],
  '8018': [['8019']],
}
for (const alone of ['00', '253', '255', '401', '402', '8003', '8013']) qualifiers[alone] = [[]]

/**
 * The AIs of a link that names a product (01), a box (00), or any other thing GS1 has a key for, as one GS1 element
 * string; null for any other text. The last place in the path where a key stands counts. Numeric query keys this station
 * does not know come last, where reading them ends nothing else. A qualifier of its key that stands in the query makes no
 * valid link, for nobody knows what it says then: it is left out and named in `misplaced`.
 */
export function elementsOfLink(text: string): { elements: string; misplaced: Gs1Problem[] } | null {
  const parts = /^https?:\/\/[^/?#]+(\/[^?#]*)(?:\?([^#]*))?/i.exec(text)
  if (!parts) return null
  const path = pathPairs(parts[1] ?? '')
  const query = queryPairs(parts[2] ?? '')
  if (path === null || query === null) return null
  const inPath = new Set(qualifiers[path[0]?.[0] ?? '']?.flat())
  const known = query.filter(([ai]) => isKnownAi(ai) && !inPath.has(ai))
  const unknown = query.filter(([ai]) => !isKnownAi(ai))
  return {
    elements: [...path, ...known, ...unknown].map(([ai, value]) => ai + value).join(separator),
    misplaced: query
      .filter(([ai]) => inPath.has(ai))
      .map(([ai, value]) => ({ is: 'out-of-place', ai, value })),
  }
}

type Pair = readonly [ai: string, value: string]

function pathPairs(path: string): Pair[] | null {
  const steps = path.split('/').slice(1)
  for (let start = steps.length - 2; start >= 0; start -= 1) {
    const key = steps[start] ?? ''
    if (!Object.hasOwn(qualifiers, key)) continue
    for (const following of qualifiers[key] ?? []) {
      const pairs = pairsFrom(steps.slice(start), following)
      if (pairs !== null) return pairs
    }
  }
  return null
}

/** Key, value, then qualifiers and their values to the very end of the path; null when it is not that. */
function pairsFrom(steps: string[], following: readonly string[]): Pair[] | null {
  const pairs: Pair[] = []
  let left = following
  for (let i = 0; i < steps.length; i += 2) {
    const ai = steps[i] ?? ''
    const value = decoded(steps[i + 1] ?? '')
    if (value === null) return null
    if (i === 0 && !mayBeKey(ai, value)) return null
    if (i > 0) {
      if (!left.includes(ai)) return null
      left = left.slice(left.indexOf(ai) + 1)
    }
    pairs.push([ai, i === 0 && ai === '01' ? value.padStart(14, '0') : value])
  }
  return pairs
}

/** A page whose address has a 01 in it, as of the first of a month, is no product, and a page 404 no asset. */
function mayBeKey(ai: string, value: string): boolean {
  if (ai === '01') return isGtinShaped(value)
  return ai === '00' || isRightValue(ai, value)
}

function queryPairs(query: string): Pair[] | null {
  const pairs: Pair[] = []
  for (const part of query.split('&')) {
    const [key = '', ...rest] = part.split('=')
    if (!/^\d+$/.test(key)) continue
    const value = decoded(rest.join('=').replaceAll('+', ' '))
    if (value === null) return null
    pairs.push([key, value])
  }
  return pairs
}

/** Percent-decodes a value; null when it is empty, broken, or carries control characters. */
function decoded(value: string): string | null {
  if (!isDecodable(value)) return null
  const plain = decodeURIComponent(value)
  const isControl = (character: string) => character < ' '
  return plain === '' || [...plain].some(isControl) ? null : plain
}

function isDecodable(value: string): boolean {
  try {
    decodeURIComponent(value)
    return true
  } catch (thrown) {
    // Broken percent signs are the only thing it complains about.
    if (thrown instanceof URIError) return false
    throw thrown
  }
}
