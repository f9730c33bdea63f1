import type { Gs1Element, Gs1Problem } from '../model/gs1.ts'

/**
 * Which application identifiers belong beside one another, and which exclude one another (GS1 General Specifications,
 * 4.13 and 4.14, as the GS1 Syntax Dictionary lists them). `n` stands for any digit. What an identifier needs may stand
 * in another code on the same label: that is said, and takes nothing away from what this code says.
 */
type Pairs = {
  of: readonly string[]
  /** Each list: at least one of these belongs beside it. */
  needs?: readonly (readonly string[])[]
  excludes?: readonly string[]
}

const item = ['01', '02', '8006', '8026']
const madeItem = ['01', '02', '03', '8006', '8026']
const plainItem = ['01', '02']
const pricedBy = ['30', '31nn', '32nn', '35nn', '36nn']
const person = ['8017', '8018']

const pairs: readonly Pairs[] = [
  { of: ['01'], excludes: ['02', '03', '255', '37', '8006'] },
  { of: ['02'], needs: [['37']], excludes: ['03', '255', '8026'] },
  { of: ['03'], excludes: ['37'] },
  { of: ['10', '11', '13', '15', '16'], needs: [madeItem] },
  { of: ['12'], needs: [['8020']] },
  { of: ['17'], needs: [[...madeItem, '255']] },
  { of: ['20', '240', '241', '242', '7001'], needs: [item] },
  { of: ['21'], needs: [['01', '03', '8006']], excludes: ['235'] },
  { of: ['22', '235', '243', '710', '711', '712', '713', '714', '715', '716', '717'], needs: [['01']] },
  { of: ['250'], needs: [['01', '8006'], ['21']] },
  { of: ['251', '7021', '7240', '8012'], needs: [['01', '8006']] },
  { of: ['254'], needs: [['414']] },
  { of: ['255'], excludes: ['415', '8006', '8020', '8026'] },
  { of: ['30', '31nn', '32nn', '350n', '351n', '352n', '356n', '357n'], needs: [plainItem] },
  { of: ['360n', '361n', '364n', '365n', '366n'], needs: [plainItem] },
  {
    of: ['33nn', '34nn', '353n', '354n', '355n', '362n', '363n', '367n', '368n', '369n'],
    needs: [['00', '01']],
  },
  {
    of: ['37'],
    needs: [['02', '8026'], ['00']],
    excludes: ['8006'],
  },
  { of: ['390n'], needs: [['255', '8020']], excludes: ['391n', '394n', '8111'] },
  { of: ['391n'], needs: [['8020']] },
  { of: ['392n'], needs: [['01'], pricedBy], excludes: ['393n', '395n'] },
  { of: ['393n'], needs: [pricedBy], excludes: ['395n'] },
  { of: ['394n'], needs: [['255']], excludes: ['8111'] },
  { of: ['395n'], needs: [pricedBy], excludes: ['8005'] },
  { of: ['403'], needs: [['00']] },
  { of: ['415'], needs: [['8020']] },
  { of: ['420'], excludes: ['421'] },
  { of: ['421'], excludes: ['4307'] },
  { of: ['422'], needs: [item], excludes: ['426'] },
  { of: ['423', '424', '425'], needs: [plainItem], excludes: ['426'] },
  { of: ['426', '7002', '7003', '7005', '7006', '7007', '7008', '7009', '7010', '7011'], needs: [plainItem] },
  { of: ['427'], needs: [['422']] },
  { of: ['4300', '4301', '4302', '4304', '4305', '4306', '4307', '4308', '4309', '432n'], needs: [['00']] },
  { of: ['4310', '4311', '4312', '4314', '4315', '4316', '4317', '4318', '4319'], needs: [['00']] },
  { of: ['4303'], needs: [['4302']] },
  { of: ['4313'], needs: [['4312']] },
  { of: ['4330'], needs: [['00']], excludes: ['4331'] },
  { of: ['4332'], needs: [['00']], excludes: ['4333'] },
  { of: ['4331', '4333', '7041'], needs: [['00']] },
  { of: ['7004'], needs: [['01'], ['10']] },
  { of: ['7020'], needs: [['01', '8006'], ['416']] },
  { of: ['7022'], needs: [['7021']] },
  { of: ['703n', '8005', '8008'], needs: [plainItem] },
  { of: ['723n'], needs: [['01', '8004']] },
  { of: ['7241', '7242', '8019'], needs: [person] },
  { of: ['8001', '8014', '8200'], needs: [['01']] },
  { of: ['8006'], excludes: ['8026'] },
  { of: ['8007', '8020'], needs: [['415']] },
  { of: ['8009'], needs: [['00', '01']] },
  { of: ['8011'], needs: [['8010']] },
  { of: ['8017'], excludes: ['8018'] },
  { of: ['8026'], needs: [['37']] },
  { of: ['8111'], needs: [['255']] },
]

/** Whether an identifier is one of a pattern's: `310n` is 3100 to 3109. */
function isOf(ai: string, pattern: string): boolean {
  const end = pattern.indexOf('n')
  return end === -1 ? ai === pattern : ai.length === pattern.length && ai.startsWith(pattern.slice(0, end))
}

const isOfAny = (ai: string, patterns: readonly string[]) => patterns.some((pattern) => isOf(ai, pattern))

const known = new Map<string, readonly Pairs[]>()

/** The rows that speak of an identifier, looked for once: there are some hundred identifiers and every scan has a few. */
function rowsOf(ai: string): readonly Pairs[] {
  const rows = known.get(ai) ?? pairs.filter(({ of }) => isOfAny(ai, of))
  known.set(ai, rows)
  return rows
}

/** The same measure or amount twice, with its decimals in two places. */
function isSameMeasure(ai: string, other: string): boolean {
  return ai.length === 4 && /^3[1-69]/.test(ai) && ai !== other && ai.slice(0, 3) === other.slice(0, 3)
}

function isExcluded(ai: string, other: string): boolean {
  return rowsOf(ai).some(({ excludes = [] }) => isOfAny(other, excludes))
}

/** Which of the elements do not go together. */
export function strangers(elements: readonly Gs1Element[]): Gs1Problem[] {
  const ais = elements.map(({ ai }) => ai)
  return ais.flatMap((ai, at) =>
    ais
      .slice(at + 1)
      .filter((other) => isExcluded(ai, other) || isExcluded(other, ai) || isSameMeasure(ai, other))
      .map((other) => ({ is: 'does-not-go-with' as const, ai, other })),
  )
}

/**
 * Which of the elements belong to something that is not there; each missing thing is told once.
 * @param alsoThere identifiers whose value could not be read
 */
export function missing(elements: readonly Gs1Element[], alsoThere: readonly string[]): Gs1Problem[] {
  const there = [...elements.map(({ ai }) => ai), ...alsoThere]
  const told = new Set<string>()
  const problems: Gs1Problem[] = []
  for (const { ai } of elements) {
    for (const choices of rowsOf(ai).flatMap(({ needs = [] }) => needs)) {
      // Whatever belongs to some kind of product misses the same thing.
      const thing = choices.includes('01') ? '01' : (choices[0] ?? '')
      if (told.has(thing) || there.some((other) => isOfAny(other, choices))) continue
      told.add(thing)
      problems.push({ is: 'needs', ai, other: choices.join('/') })
    }
  }
  return problems
}
