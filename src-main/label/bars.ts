// The default export: the named `raw` of this package is a bar code of that name.
import bwipjs from 'bwip-js/node'
import { StationError } from '../../src-shared/failure.ts'
import { isGtin } from '../../src-shared/rule/check-digit.ts'
import type { LabelNumber } from './sscc.ts'

/** Blank modules a linear bar code needs on each side (GS1 General Specifications 5.4: 10 X). */
export const quietModules = 10

/** Width of the narrowest bar: GS1's target for logistic labels is 0.495 mm, its lower limit for general use 0.25 mm. */
export const targetModuleMm = 0.495
export const leastModuleMm = 0.25

/** Letters an own number may hold. Code 128 has more, but these survive every keyboard-mode scanner. */
const internalNumber = /^[0-9A-Za-z./+-]{1,28}$/

/** What the bars of a product label say: a GTIN in the symbol of its length, or plain ASCII as Code 128. */
export type ProductCode = { readonly is: 'product'; readonly text: string }

/** A code as bars can say it; null for what Code 128 cannot hold, or nobody could scan at that length. */
export function productCode(text: string): ProductCode | null {
  return /^[ -~]{1,30}$/.test(text) && text.trim() === text ? { is: 'product', text } : null
}

const symbolOfLength: Record<number, string> = { 8: 'ean8', 12: 'upca', 13: 'ean13' }

function barsOfProduct({ text }: ProductCode): readonly number[] {
  const bcid = isGtin(text) ? symbolOfLength[text.length] : undefined
  return modulesOf(bwipjs.raw({ bcid: bcid ?? 'code128', text }))
}

/**
 * The bars and gaps of a label number in modules, bar first: GS1-128 with AI 00 for an SSCC, plain Code 128 otherwise.
 * @throws StationError `label-number-unfit` when the number cannot stand in a bar code: 18 digits with a right check
 *   digit, or up to 28 letters, digits and `. / + -`.
 */
export function barsOf(number: LabelNumber | ProductCode): readonly number[] {
  if (number.is === 'product') return barsOfProduct(number)
  if (number.is === 'internal') {
    if (!internalNumber.test(number.text)) throw unfit()
    return code128(number.text)
  }
  if (!/^\d{18}$/.test(number.sscc18)) throw unfit()
  try {
    return modulesOf(bwipjs.raw({ bcid: 'gs1-128', text: `(00)${number.sscc18}` }))
  } catch (thrown) {
    throw unfit(thrown)
  }
}

/** The bars and gaps of printable ASCII as plain Code 128. */
export function code128(text: string): readonly number[] {
  return modulesOf(bwipjs.raw({ bcid: 'code128', text }))
}

export function moduleCount(bars: readonly number[]): number {
  return bars.reduce((sum, width) => sum + width, 0)
}

function modulesOf(drawn: readonly object[]): readonly number[] {
  const first: { sbs?: number[] } | undefined = drawn[0]
  if (first?.sbs === undefined) throw new Error('bwip-js gave no bars')
  return first.sbs
}

function unfit(cause?: unknown): StationError {
  return new StationError(
    'label-number-unfit',
    'This label number cannot be printed as a bar code.',
    'Check the GS1 prefix in the set-up, then print again.',
    { cause },
  )
}
