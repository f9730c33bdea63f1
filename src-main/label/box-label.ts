import type { LabelNumber } from './sscc.ts'

/** A product on the label, where room is left for some. */
export type BoxLabelLine = { readonly quantity: number; readonly name: string; readonly sku: string }

/** Everything a box label says. Texts may come from anywhere: they are drawn, never obeyed. */
export type BoxLabel = {
  readonly labelNumber: LabelNumber
  readonly from: { readonly name: string }
  readonly to: { readonly name: string; readonly addressLines: readonly string[] }
  readonly consignmentCode: string
  readonly boxNumber: number
  /** Null while more boxes may follow: 'box 2', not 'box 2 of 3'. */
  readonly boxCount: number | null
  readonly units: number
  readonly lineCount: number
  /** Whole grams; null when the box was not weighed. */
  readonly grams: number | null
  readonly weightFrom: 'scale' | 'typed' | null
  /** When it was packed, in the words and time zone of the desk. */
  readonly packedAt: string
  /** A label of training mode carries a strip across the top: the box must not travel. */
  readonly isTraining: boolean
  /** Second and later prints of the same label, with the reason given. */
  readonly copy: { readonly number: number; readonly reason: string } | null
  readonly containsNicotine: boolean
  /** The first few products, printed where there is room. */
  readonly lines?: readonly BoxLabelLine[]
}

/** `box 2 of 3`, or `box 2` while the number of boxes is open. */
export function boxWords(label: Pick<BoxLabel, 'boxNumber' | 'boxCount'>): string {
  return label.boxCount === null ? `box ${label.boxNumber}` : `box ${label.boxNumber} of ${label.boxCount}`
}

/** Whole grams as people say them: `850 g`, `3.910 kg`. */
export function weightWords(grams: number): string {
  return grams < 1000 ? `${grams} g` : `${(grams / 1000).toFixed(3)} kg`
}
