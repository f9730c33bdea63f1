import type { Gs1Element, Gs1Problem } from '../model/gs1.ts'
import { checkPair, gs1CheckDigit, hasRightCheckDigit } from './check-digit.ts'
import { missing, strangers } from './gs1-pairs.ts'
import { type AiRule, aiAt, preDefinedLength, wrongIn } from './gs1-table.ts'

/**
 * GS1 element strings: application identifiers (AI), each followed by its value, in one text (GS1 General
 * Specifications, sections 3 and 7.8). Values whose AI begins with a pre-defined pair of digits end by length; every
 * other value ends at the separator GS (FNC1 as a scanner sends it) or with the text.
 */

type Read = { elements: Gs1Element[]; problems: Gs1Problem[] }

const separator = '\u001d'
/** No value of any AI is longer. */
const longestValue = 90

/**
 * What may stand behind a separator that was lost: the identifiers that labels put after a batch or a serial number.
 * Any other two digits in a batch number are the batch number.
 */
const usualFollowers = /^(0[012]|1[01]|13|15|16|17|21|30|37|240|310[0-5]|320[0-5]|400)$/

/**
 * Reads a text as element strings. What could be read stands in `elements`, what could not in `problems`.
 * @param mayLoseSeparators the text came as key strokes, in which separators get lost: a text without any is read
 *   only as far as it cannot mean two things
 */
export function readElements(raw: string, mayLoseSeparators = false): Read {
  const hasNone = !raw.includes(separator)
  return readWith(raw, (ai, value, isWrong, before) =>
    hasNone && (mayLoseSeparators || isWrong) ? runsOn(ai, value, before) : false,
  )
}

/** Reads on while `runsOn` does not say of a value that it may hold whole elements itself. */
function readWith(
  raw: string,
  runsOn: (ai: string, value: string, isWrong: boolean, before: Gs1Element[]) => boolean,
): Read {
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
    if (runsOn(ai, value, problem !== null, elements)) {
      problems.push({ is: 'separator-missing', ai, rest: value })
      break
    }
    if (problem === null) elements.push({ ai, title: rule.title, value, decimals: decimalsOf(ai) })
    else if (problem !== 'same-again') problems.push(problem)
    // With a value too short for its length nothing tells where the next AI begins.
    if (problem !== null && problem !== 'same-again' && problem.is === 'cut-short') break
  }
  const apart = strangers(elements)
  return { elements, problems: [...problems, ...apart, ...missingIn(elements, [...problems, ...apart])] }
}

function valueAfter(ai: string, rest: string): string {
  const end = rest.indexOf(separator)
  const field = end === -1 ? rest : rest.slice(0, end)
  const length = preDefinedLength(ai)
  return length === null ? field : field.slice(0, length)
}

function judge(
  ai: string,
  rule: AiRule,
  value: string,
  before: Gs1Element[],
): Gs1Problem | 'same-again' | null {
  const length = preDefinedLength(ai)
  if (length !== null && value.length < length) return { is: 'cut-short', ai, value }
  if (value.length < rule.min || value.length > rule.max) return { is: 'bad-value', ai, value, why: 'length' }
  const why = wrongIn(rule, value)
  if (why !== null) return { is: 'bad-value', ai, value, why }
  const shouldBe = checkShouldBe(rule, value)
  if (shouldBe !== null) return { is: 'wrong-check-digit', ai, value, shouldBe }
  const first = before.find((element) => element.ai === ai)
  if (!first) return null
  return first.value === value ? 'same-again' : { is: 'twice', ai, value }
}

/** What the check digit, or the pair of check characters, of a value should be; null where it is right or has none. */
function checkShouldBe({ check, hasCheckPair }: AiRule, value: string): string | null {
  if (hasCheckPair) {
    const pair = checkPair(value.slice(0, -2))
    return value.endsWith(pair) ? null : pair
  }
  if (check === undefined) return null
  const part = value.slice(...check)
  return hasRightCheckDigit(part) ? null : gs1CheckDigit(part.slice(0, -1))
}

/** Whether a value is right for its AI by length, characters and check digit. */
export function isRightValue(ai: string, value: string): boolean {
  const known = aiAt(ai)
  return known?.ai === ai && judge(ai, known.rule, value, []) === null
}

/**
 * Whether a value that only a separator could end may have swallowed whole elements that came after it: some end of it
 * reads without fault and goes with the elements before.
 */
function runsOn(ai: string, value: string, before: readonly Gs1Element[]): boolean {
  if (preDefinedLength(ai) !== null || value.length > 4 * longestValue) return false
  const taken = new Set([ai, ...before.map((element) => element.ai)])
  for (let from = 1; from <= Math.min(value.length - 3, longestValue); from += 1) {
    const next = aiAt(value.slice(from))
    if (next === null || !usualFollowers.test(next.ai)) continue
    const { elements, problems } = readWith(value.slice(from), () => false)
    const fits =
      problems.every(({ is }) => is === 'needs') && elements.every(({ ai: own }) => !taken.has(own))
    if (fits && strangers([...before, ...elements]).length === 0) return true
  }
  return false
}

/** Amounts with a currency in front (391, 393) are kept as they are. */
function decimalsOf(ai: string): number | null {
  return ai.length === 4 && /^3([1-6]|9[0245])/.test(ai) ? Number(ai[3]) : null
}

/** What is missed, where the text was read to its end: what was not read may hold it. */
function missingIn(elements: Gs1Element[], problems: readonly Gs1Problem[]): Gs1Problem[] {
  const brokeOff = ['unknown-ai', 'cut-short', 'separator-missing']
  if (problems.some(({ is }) => brokeOff.includes(is))) return []
  const named = problems.flatMap((problem) =>
    'other' in problem ? [problem.ai, problem.other] : 'ai' in problem ? problem.ai : [],
  )
  // One that does not belong here at all need not be told to miss something as well.
  return missing(
    elements.filter(({ ai }) => !named.includes(ai)),
    [...named, ...elements.map(({ ai }) => ai)],
  )
}

/** Whether a text is, as a whole, an AI this station reads. */
export function isKnownAi(text: string): boolean {
  return aiAt(text)?.ai === text
}
