import { createHash } from 'node:crypto'
import { weightWords } from './box-label.ts'

export type SlipPlace = {
  readonly name: string
  readonly addressLines: readonly string[]
  readonly phone: string | null
}

/** One line: units planned and packed, and the numbers of the boxes that hold it. */
export type SlipLine = {
  readonly product: string
  readonly sku: string
  readonly planned: number
  readonly packed: number
  readonly boxes: readonly number[]
}

export type SlipBox = {
  readonly number: number
  readonly units: number
  readonly grams: number | null
  readonly weightFrom: 'scale' | 'typed' | null
  readonly labelNumber: string | null
}

/** Everything a packing slip says; times in the words of the desk. */
export type PackingSlip = {
  readonly consignmentCode: string
  readonly reference: string
  readonly from: SlipPlace
  readonly to: SlipPlace
  readonly packedAt: string
  readonly printedAt: string
  /** Who packed, as the station shows people; null leaves a line to write on. */
  readonly packedBy: string | null
  readonly note: string
  readonly lines: readonly SlipLine[]
  readonly boxes: readonly SlipBox[]
  readonly isTraining: boolean
}

/** Letters without those that look like digits (Crockford's base 32), so that the code survives the telephone. */
const codeLetters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Eight letters over what the slip says (not when it was printed): two slips with the same code say the same, and a
 * page of another slip shows at once.
 */
export function slipCheckCode(slip: PackingSlip): string {
  const { printedAt: _, ...said } = slip
  const digest = createHash('sha256').update(JSON.stringify(said)).digest()
  const letters = [...digest.subarray(0, 8)].map((byte) => codeLetters[byte & 31]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

/** Weights of the boxes added up; null when any of them was not weighed. */
export function slipGrams(slip: PackingSlip): number | null {
  const grams = slip.boxes.map((box) => box.grams)
  return grams.some((one) => one === null) ? null : grams.reduce<number>((sum, one) => sum + (one ?? 0), 0)
}

/** A box's weight with where it comes from. */
export function boxWeightWords(box: SlipBox): string {
  if (box.grams === null) return 'not weighed'
  return box.weightFrom === 'typed' ? `${weightWords(box.grams)} typed` : weightWords(box.grams)
}
