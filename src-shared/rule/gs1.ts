import { hasRightCheckDigit } from './check-digit.ts'

/**
 * GS1 element strings: application identifiers (AI), each followed by its value, in one text (GS1 General
 * Specifications, sections 3 and 7.8). Values whose AI begins with a pre-defined pair of digits end by length; every
 * other value ends at the separator GS (FNC1 as a scanner sends it) or with the text.
 */

/** One AI and its value as printed. `decimals` is how many of a measure's digits stand behind the point, else null. */
export type Gs1Element = { ai: string; title: string; value: string; decimals: number | null }

/** What is wrong with an element string; reading goes on where the rest still makes sense. */
export type Gs1Problem =
  | { is: 'unknown-ai'; rest: string }
  | { is: 'cut-short'; ai: string; value: string }
  | { is: 'bad-value'; ai: string; value: string; why: 'length' | 'characters' | 'check-digit' | 'date' }
  | { is: 'twice'; ai: string; value: string }
  | { is: 'does-not-go-with'; ai: string; other: string }
  | { is: 'needs'; ai: string; other: string }

type Rule = { title: string; min: number; max: number; digits: boolean; check?: true; date?: true }

const separator = '\u001d'

/** Length of the value after these pairs, whatever the AI: such values need no separator. */
const preDefined: Record<string, number> = {
  '00': 18,
  '01': 14,
  '02': 14,
  '03': 14,
  '04': 16,
  '11': 6,
  '12': 6,
  '13': 6,
  '14': 6,
  '15': 6,
  '16': 6,
  '17': 6,
  '18': 6,
  '19': 6,
  '20': 2,
  '31': 6,
  '32': 6,
  '33': 6,
  '34': 6,
  '35': 6,
  '36': 6,
  '41': 13,
}

const gtin: Omit<Rule, 'title'> = { min: 14, max: 14, digits: true, check: true }
const gln: Omit<Rule, 'title'> = { min: 13, max: 13, digits: true, check: true }
const date: Omit<Rule, 'title'> = { min: 6, max: 6, digits: true, date: true }
const text = (max: number): Omit<Rule, 'title'> => ({ min: 1, max, digits: false })
const number = (min: number, max = min): Omit<Rule, 'title'> => ({ min, max, digits: true })

// The identifiers that stock and parcels carry. One that is not here ends the reading: its length is not known.
const rules: Record<string, Rule> = {
  '00': { title: 'SSCC', min: 18, max: 18, digits: true, check: true },
  '01': { title: 'GTIN', ...gtin },
  '02': { title: 'CONTENT', ...gtin },
  '03': { title: 'MADE TO ORDER', ...gtin },
  '10': { title: 'BATCH', ...text(20) },
  '11': { title: 'PRODUCED', ...date },
  '12': { title: 'DUE', ...date },
  '13': { title: 'PACKED', ...date },
  '15': { title: 'BEST BEFORE', ...date },
  '16': { title: 'SELL BY', ...date },
  '17': { title: 'EXPIRES', ...date },
  '20': { title: 'VARIANT', ...number(2) },
  '21': { title: 'SERIAL', ...text(20) },
  '22': { title: 'CONSUMER VARIANT', ...text(20) },
  '235': { title: 'OTHER SERIAL', ...text(28) },
  '240': { title: 'ADDITIONAL ID', ...text(30) },
  '241': { title: 'CUSTOMER PART', ...text(30) },
  '250': { title: 'SECOND SERIAL', ...text(30) },
  '254': { title: 'PLACE WITHIN', ...text(20) },
  '30': { title: 'VARIABLE COUNT', ...number(1, 8) },
  '37': { title: 'COUNT', ...number(1, 8) },
  '400': { title: 'ORDER', ...text(30) },
  '401': { title: 'GINC', ...text(30) },
  '402': { title: 'GSIN', ...number(17), check: true },
  '403': { title: 'ROUTE', ...text(30) },
  '410': { title: 'SHIP TO', ...gln },
  '411': { title: 'BILL TO', ...gln },
  '412': { title: 'BOUGHT FROM', ...gln },
  '413': { title: 'SHIP FOR', ...gln },
  '414': { title: 'PLACE', ...gln },
  '415': { title: 'PAY TO', ...gln },
  '416': { title: 'MADE AT', ...gln },
  '417': { title: 'PARTY', ...gln },
  '420': { title: 'POSTCODE', ...text(20) },
  '421': { title: 'COUNTRY AND POSTCODE', ...text(12) },
  '422': { title: 'ORIGIN', ...number(3) },
  '7003': { title: 'EXPIRY TIME', ...number(10) },
  '90': { title: 'AGREED', ...text(30) },
}
for (let ai = 91; ai <= 99; ai += 1) rules[String(ai)] = { title: 'INTERNAL', ...text(90) }

/** Measures have four digits; the last says how many of the six value digits are decimals. */
const measures: Record<string, string> = {
  '310': 'NET WEIGHT kg',
  '320': 'NET WEIGHT lb',
  '330': 'GROSS WEIGHT kg',
  '340': 'GROSS WEIGHT lb',
}

// The 82 characters GS1 allows in a text value.
const allowedText = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/

/** Reads a text as element strings. What could be read stands in `elements`, what could not in `problems`. */
export function readElements(raw: string): { elements: Gs1Element[]; problems: Gs1Problem[] } {
  const elements: Gs1Element[] = []
  const problems: Gs1Problem[] = []
  let rest = raw
  while (true) {
    while (rest.startsWith(separator)) rest = rest.slice(1)
    if (rest === '') break
    const known = aiAt(rest)
    if (!known) {
      problems.push({ is: 'unknown-ai', rest })
      break
    }
    const { ai, rule } = known
    const value = valueAfter(ai, rest.slice(ai.length))
    rest = rest.slice(ai.length + value.length)
    const problem = judge(ai, rule, value, elements)
    if (problem === null) elements.push({ ai, title: rule.title, value, decimals: decimalsOf(ai) })
    else if (problem !== 'same-again') problems.push(problem)
    // With a value too short for its length nothing tells where the next AI begins.
    if (problem !== null && problem !== 'same-again' && problem.is === 'cut-short') break
  }
  return { elements, problems: [...problems, ...company(elements)] }
}

function aiAt(rest: string): { ai: string; rule: Rule } | null {
  for (const length of [2, 3, 4]) {
    const ai = rest.slice(0, length)
    if (ai.length === length && Object.hasOwn(rules, ai)) return { ai, rule: rules[ai] as Rule }
  }
  const measure = /^(3[1-6]\d)[0-5]/.exec(rest)
  if (!measure) return null
  const title = measures[measure[1] ?? ''] ?? 'MEASURE'
  return { ai: measure[0], rule: { title, ...number(6) } }
}

function valueAfter(ai: string, rest: string): string {
  const end = rest.indexOf(separator)
  const field = end === -1 ? rest : rest.slice(0, end)
  const length = preDefined[ai.slice(0, 2)]
  return length === undefined ? field : field.slice(0, length)
}

function judge(
  ai: string,
  rule: Rule,
  value: string,
  before: Gs1Element[],
): Gs1Problem | 'same-again' | null {
  const length = preDefined[ai.slice(0, 2)]
  if (length !== undefined && value.length < length) return { is: 'cut-short', ai, value }
  if (value.length < rule.min || value.length > rule.max) return { is: 'bad-value', ai, value, why: 'length' }
  if (!(rule.digits ? /^\d+$/ : allowedText).test(value)) {
    return { is: 'bad-value', ai, value, why: 'characters' }
  }
  if (rule.check && !hasRightCheckDigit(value)) return { is: 'bad-value', ai, value, why: 'check-digit' }
  if (rule.date && !isDay(value)) return { is: 'bad-value', ai, value, why: 'date' }
  const first = before.find((element) => element.ai === ai)
  if (!first) return null
  return first.value === value ? 'same-again' : { is: 'twice', ai, value }
}

/** YYMMDD with a real month; day 00 is legal and stands for the whole month. */
function isDay(value: string): boolean {
  const month = Number(value.slice(2, 4))
  const day = Number(value.slice(4, 6))
  return month >= 1 && month <= 12 && day <= 31
}

function decimalsOf(ai: string): number | null {
  return ai.length === 4 && /^3[1-6]/.test(ai) ? Number(ai[3]) : null
}

/** Identifiers that exclude or need one another. */
function company(elements: Gs1Element[]): Gs1Problem[] {
  const has = (ai: string) => elements.some((element) => element.ai === ai)
  const problems: Gs1Problem[] = []
  if (has('01') && has('37')) problems.push({ is: 'does-not-go-with', ai: '01', other: '37' })
  if (has('01') && has('02')) problems.push({ is: 'does-not-go-with', ai: '01', other: '02' })
  if (has('02') && !has('37')) problems.push({ is: 'needs', ai: '02', other: '37' })
  if (has('37') && !has('02')) problems.push({ is: 'needs', ai: '37', other: '02' })
  return problems
}

/** Whether a text is, as a whole, an AI this station reads. */
export function isKnownAi(text: string): boolean {
  return aiAt(text)?.ai === text
}
