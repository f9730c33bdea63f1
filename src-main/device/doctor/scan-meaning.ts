import type { Gs1Problem, ScanProblem } from '../../../src-shared/model/gs1.ts'
import { checkDigitShouldBe, expandUpcE } from '../../../src-shared/rule/check-digit.ts'
import { codeLooksMisread } from '../../../src-shared/rule/code.ts'
import { readScanText } from '../../../src-shared/rule/scan-text.ts'
import { visible } from '../../../src-shared/rule/visible-text.ts'

/** A scan taken apart for a person: what it is, what it says, and what is odd about it. */
export type ScanMeaning = {
  /** With control characters as names: `<GS>`. */
  text: string
  symbology: string | null
  /** Whole lines: `(01) GTIN 09400000000015`. */
  says: string[]
  odd: string[]
}

/**
 * Says what a scan means, from the text as the scanner sent it. Never throws.
 * @param asKeys it came as key strokes, in which separators get lost
 */
export function scanMeaning(raw: string, asKeys = false): ScanMeaning {
  const read = readScanText(raw, asKeys)
  const says = (read.gs1 ?? []).map(({ ai, title, value }) => `(${ai}) ${title} ${value}`)
  if (read.sscc !== null) says.push(`A box number (SSCC): ${read.sscc}`)
  if (read.gtin14 !== null) says.push(`A product number (GTIN): ${read.gtin14}`)
  if (says.length > 0 && read.sscc === null && read.gtin14 === null)
    says.push('It names no product and no box.')
  if (says.length === 0) says.push('Plain text: it is looked up as it is.')
  const odd = read.problems.map(problemSay)
  if (codeLooksMisread(read.text, read.symbology)) odd.push(misreadSay(read.text))
  else if (read.gs1 === null && mayBeRetail(read.symbology)) odd.push(...mayBeMisread(read.text))
  return { text: visible(read.text), symbology: read.symbology, says, odd }
}

function misreadSay(text: string): string {
  const shouldBe = checkDigitShouldBe(text)
  return `Its check digit is wrong: it was misread.${shouldBe === null ? '' : ` It should be ${shouldBe}.`}`
}

/** A scanner that sends no identifier may have read a retail code; the case around one is an ITF code. */
function mayBeRetail(symbology: string | null): boolean {
  return symbology === null || symbology === 'ITF'
}

/** Digits of that length may be somebody's own number: it is said, and decides nothing. */
function mayBeMisread(text: string): string[] {
  const shouldBe = text.length === 18 || expandUpcE(text) !== null ? null : checkDigitShouldBe(text)
  return shouldBe === null
    ? []
    : [`If it is a product number, its check digit is wrong: it should be ${shouldBe}.`]
}

function problemSay(problem: ScanProblem): string {
  switch (problem.is) {
    case 'too-long':
      return `It has ${problem.bytes} characters: too long for a code of the trade.`
    case 'case-size-unknown':
      return 'It is the code of a case, and nothing says how many units are in it.'
    case 'unknown-ai':
      return `What follows from "${visible(problem.rest).slice(0, 20)}" begins with no GS1 identifier that is known here.`
    case 'bad-value':
      return badValue(problem)
    case 'wrong-check-digit':
      return `(${problem.ai}) has a wrong check digit: it should be ${problem.shouldBe}.`
    case 'separator-missing':
      return `(${problem.ai}) cannot be told from what follows: a separator is missing in "${visible(problem.rest).slice(0, 40)}".`
    case 'cut-short':
      return `(${problem.ai}) is too short: the end is missing.`
    case 'twice':
      return `(${problem.ai}) stands in it twice with different values.`
    case 'does-not-go-with':
      return `(${problem.ai}) and (${problem.other}) do not go together.`
    case 'out-of-place':
      return `(${problem.ai}) belongs in the path of the link, not behind its question mark: it was left out.`
    case 'needs':
      return `(${problem.ai}) belongs beside ${choicesSay(problem.other)}, which may be in another code on the label.`
  }
}

function choicesSay(choices: string): string {
  return choices.replaceAll(/[^/]+/g, '($&)').replaceAll('/', ' or ')
}

function badValue({ ai, why }: Extract<Gs1Problem, { is: 'bad-value' }>): string {
  const reasons = {
    length: 'has the wrong length: a separator may be missing',
    characters: 'has characters that do not belong there',
    date: 'is no date',
  }
  return `(${ai}) ${reasons[why]}.`
}
