import type { Millimetres } from './page.ts'

/**
 * Heights and capitals in millimetres. The bars of an SSCC are 32 mm high (GS1 General Specifications, logistic
 * label); those of an own number may be lower on the short label, where the destination needs the room more.
 */
export type BoxLabelSizes = {
  readonly is: 'tall' | 'short'
  readonly margin: number
  readonly gap: number
  readonly strip: number
  readonly tagCap: number
  readonly fromCap: number
  readonly toCap: { readonly min: number; readonly max: number }
  readonly toLines: number
  readonly addressCap: number
  readonly addressLines: number
  readonly boxHeight: number
  readonly codeCap: number
  readonly factCap: number
  readonly readableCap: number
  readonly ssccBars: number
  readonly internalBars: number
  readonly contentCap: number
  readonly contentLines: number
  /** Least height the destination keeps before contents are printed. */
  readonly toRoom: number
}

const tall: BoxLabelSizes = {
  is: 'tall',
  margin: 4,
  gap: 2.4,
  strip: 8,
  tagCap: 1.9,
  fromCap: 3.4,
  toCap: { min: 4.6, max: 17 },
  toLines: 3,
  addressCap: 3.8,
  addressLines: 3,
  boxHeight: 15,
  codeCap: 5.6,
  factCap: 4.2,
  readableCap: 3.6,
  ssccBars: 32,
  internalBars: 26,
  contentCap: 2.5,
  contentLines: 4,
  toRoom: 44,
}

const short: BoxLabelSizes = {
  is: 'short',
  margin: 2.5,
  gap: 1.2,
  strip: 4.4,
  tagCap: 1.4,
  fromCap: 2.2,
  toCap: { min: 3, max: 11 },
  toLines: 2,
  addressCap: 2.3,
  addressLines: 1,
  boxHeight: 7.2,
  codeCap: 2.8,
  factCap: 2.4,
  readableCap: 2.6,
  ssccBars: 32,
  internalBars: 18,
  contentCap: 2,
  contentLines: 0,
  toRoom: 14,
}

export function sizesFor(page: Millimetres): BoxLabelSizes {
  return page.height > 100 ? tall : short
}
