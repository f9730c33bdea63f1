import type { Gs1Element, ScanProblem } from '../../src-shared/model/gs1.ts'
import type { ScanRecord } from '../../src-shared/model/scan.ts'
import { gs1Date } from '../../src-shared/rule/gs1-date.ts'
import { aiAt } from '../../src-shared/rule/gs1-table.ts'
import { looksMistyped } from '../../src-shared/rule/test-code.ts'
import { visible } from '../../src-shared/rule/visible-text.ts'
import { daySay } from '../format.ts'
import { words } from '../words.ts'

const dates: readonly string[] = ['11', '12', '13', '15', '16', '17', '4326', '7003', '7006', '4324', '4325']
const weightUnits: Readonly<Record<string, string>> = { 310: 'kg', 320: 'lb', 330: 'kg', 340: 'lb' }
/** What the card says anyway: the product and the box. */
const saidAlready: readonly string[] = ['00', '01']
/** GS1 has a key for each of these, and none of them is counted here. */
const otherThings: readonly string[] = [
  ...['253', '255', '401', '402', '414', '415', '417'],
  ...['8003', '8004', '8006', '8010', '8013', '8017', '8018'],
]

/** What a scan told beside the product, each as a line to read: `Batch LOT7`, `Expires 31 Dec 2026`. */
export function detailsOf(scan: ScanRecord, now: number): string[] {
  return scan.gs1
    .filter(({ ai }) => !saidAlready.includes(ai))
    .map((element) => `${titleOf(element.ai, element.title)} ${valueSay(element, now)}`)
}

/** What was odd about a scan and a person should know, as sentences. */
export function oddities(scan: ScanRecord): string[] {
  // A misread says itself which check digit is wrong.
  const isSaid = (problem: ScanProblem) => scan.outcome.is === 'misread' && problem.is === 'wrong-check-digit'
  const isFound = scan.outcome.is !== 'unknown'
  // What a code misses matters where nothing was found by it.
  const isIdle = (problem: ScanProblem) => isFound && problem.is === 'needs'
  const told = scan.problems.flatMap((problem) =>
    isSaid(problem) || isIdle(problem) ? [] : problemSay(problem),
  )
  const thing = isFound ? undefined : thingNamed(scan)
  if (thing !== undefined) told.unshift(words.gs1.names(titleOf(thing.ai, thing.title)))
  const isMistyped = scan.by === 'keyboard' && scan.outcome.is === 'unknown' && looksMistyped(scan.text)
  return isMistyped ? [words.scan.mistyped, ...told] : told
}

/** What a code names that is neither product nor box. */
function thingNamed({ gs1 }: ScanRecord): Gs1Element | undefined {
  return gs1.some(({ ai }) => ['00', '01', '02', '03'].includes(ai))
    ? undefined
    : gs1.find(({ ai }) => otherThings.includes(ai))
}

function problemSay(problem: ScanProblem): string[] {
  const w = words.gs1
  switch (problem.is) {
    case 'too-long':
      return [w.tooLong(problem.bytes)]
    case 'case-size-unknown':
      return [problem.isKnown ? w.caseAsOne : w.caseUnknown]
    case 'unknown-ai':
      return [w.unknownAi(visible(problem.rest))]
    case 'cut-short':
      return [w.cutShort(titleOf(problem.ai), visible(problem.value))]
    case 'bad-value':
      return [w.badValue(titleOf(problem.ai), visible(problem.value))]
    case 'wrong-check-digit':
      return [w.wrongCheckDigit(titleOf(problem.ai), visible(problem.value), problem.shouldBe)]
    case 'separator-missing':
      return [w.separatorMissing(titleOf(problem.ai), visible(problem.rest))]
    case 'twice':
      return [w.twice(titleOf(problem.ai), visible(problem.value))]
    case 'out-of-place':
      return [w.outOfPlace(titleOf(problem.ai), visible(problem.value))]
    case 'needs':
      return [w.misses(titleOf(problem.ai), choicesSay(problem.other))]
    case 'does-not-go-with':
      return [apartSay(titleOf(problem.ai), titleOf(problem.other))]
  }
}

function apartSay(title: string, other: string): string {
  return title === other ? words.gs1.notOne(title) : words.gs1.notTogether(title, other)
}

/** The first two say enough: the others are rarer still. */
function choicesSay(choices: string): string {
  const titles = choices.split('/').map((ai) => titleOf(ai))
  return [...new Set(titles)].slice(0, 2).join(words.gs1.or)
}

function titleOf(ai: string, own = aiAt(ai)?.rule.title): string {
  const { titles } = words.gs1
  const known = titles[ai] ?? (ai.length === 4 ? titles[ai.slice(0, 3)] : undefined)
  if (known !== undefined) return known
  return own === undefined ? `(${ai})` : own.charAt(0) + own.slice(1).toLowerCase()
}

function valueSay({ ai, value, decimals }: Gs1Element, now: number): string {
  if (dates.includes(ai)) {
    const date = gs1Date(value, new Date(now).getFullYear())
    return date === null ? value : daySay(date)
  }
  if (decimals !== null)
    return `${decimalSay(value, decimals)} ${weightUnits[ai.slice(0, 3)] ?? ''}`.trimEnd()
  const piece = /^80[02]6$/.test(ai) && /^(\d{14})(\d\d)(\d\d)$/.exec(value)
  if (piece) return words.gs1.piece(piece[1] ?? '', Number(piece[2]), Number(piece[3]))
  if (/^43[01]/.test(ai)) return decoded(value)
  return value
}

/** `000195` with three decimals is `0.195`. */
function decimalSay(written: string, decimals: number): string {
  const digits = written.padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals).replace(/^0+(?=\d)/, '')
  return decimals === 0 ? whole : `${whole}.${digits.slice(digits.length - decimals)}`
}

/** Names and addresses come percent-encoded, with + for a space; what does not decode is shown as it came. */
function decoded(value: string): string {
  const spaced = value.replaceAll('+', ' ')
  return /%(?![0-9A-Fa-f]{2})/.test(spaced) ? value : decodeOrKeep(spaced)
}

function decodeOrKeep(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (thrown) {
    if (thrown instanceof URIError) return text
    throw thrown
  }
}
