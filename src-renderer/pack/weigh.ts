import type { PackLine, ParcelView } from '../../src-shared/model/pack.ts'
import type { ScaleReading } from '../../src-shared/model/weight.ts'

/** What the weight says about the box. `suspect` names the line whose unit weight explains the difference. */
export type Verdict =
  | { readonly is: 'fits'; readonly by: number }
  | { readonly is: 'off'; readonly by: number; readonly suspect: Suspect | null }
export type Suspect = { readonly name: string; readonly count: number; readonly isTooMany: boolean }

const likelyCount = 3

/**
 * Compares grams on the scale with what the contents should weigh. Outside the tolerance it looks for one line of
 * which one to three units more or less would explain it, and names it only when no second line does as well.
 */
export function judgeWeight(grams: number, parcel: ParcelView, lines: readonly PackLine[]): Verdict {
  const by = weightOff(grams, parcel)
  if (by === null) return { is: 'fits', by: grams - parcel.expectedGrams }
  const suspects: Suspect[] = []
  for (const line of lines) {
    const inBox = line.boxes.find((box) => box.parcelId === parcel.id)
    if (!inBox || line.unitGrams <= 0 || line.unitGramsFrom === 'D') continue
    const count = Math.round(Math.abs(by) / line.unitGrams)
    if (count < 1 || count > likelyCount) continue
    if (Math.abs(Math.abs(by) - count * line.unitGrams) > parcel.toleranceGrams) continue
    if (by < 0 && count > inBox.quantity) continue
    suspects.push({ name: line.name, count, isTooMany: by > 0 })
  }
  const only = suspects.length === 1 ? suspects[0] : undefined
  return { is: 'off', by, suspect: only ?? null }
}

/** Grams above (below: negative) what the contents should weigh, or null within the tolerance. */
export function weightOff(
  grams: number,
  box: Pick<ParcelView, 'expectedGrams' | 'toleranceGrams'>,
): number | null {
  const by = grams - box.expectedGrams
  return Math.abs(by) <= box.toleranceGrams ? null : by
}

/** The weight a person was asked about, and what its box should have weighed then. */
export type AskedWeight = {
  readonly parcelId: string
  readonly grams: number
  readonly expectedGrams: number
}

type AskedBox = Pick<ParcelView, 'id' | 'expectedGrams' | 'toleranceGrams'>

/**
 * Whether a steady weight has to be asked about before its box is sealed: once when the contents do not explain it,
 * and anew when the box, its contents or the weight (by more than the tolerance) is another than was asked about.
 */
export function mustAsk(grams: number, box: AskedBox, asked: AskedWeight | null): boolean {
  return weightOff(grams, box) !== null && !isAsked(grams, box, asked)
}

/** Whether this weight of this box is the one a person was asked about. */
export function isAsked(grams: number, box: AskedBox, asked: AskedWeight | null): boolean {
  return (
    asked !== null &&
    asked.parcelId === box.id &&
    asked.expectedGrams === box.expectedGrams &&
    Math.abs(asked.grams - grams) <= box.toleranceGrams &&
    weightOff(grams, box) !== null
  )
}

/** Grams that may be recorded: only a steady, positive weight. */
export function steadyGrams(reading: ScaleReading | null): number | null {
  return reading?.is === 'steady' && reading.grams > 0 ? reading.grams : null
}
