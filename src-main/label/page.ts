/** Label stock the station knows: 4 × 6 in and 4 × 3 in rolls, and 100 × 150 mm. */
export type LabelSize = '4x6' | '100x150' | '4x3'

/** Dots an inch of the print head. */
export type Dpi = 203 | 300 | 600

export type Millimetres = { readonly width: number; readonly height: number }

const sizes: Record<LabelSize, Millimetres> = {
  '4x6': { width: 101.6, height: 152.4 },
  '100x150': { width: 100, height: 150 },
  '4x3': { width: 101.6, height: 76.2 },
}

export function pageOf(size: LabelSize): Millimetres {
  return sizes[size]
}

/** Millimetres as whole dots. */
export function dots(mm: number, dpi: Dpi): number {
  return Math.round((mm / 25.4) * dpi)
}

/** Millimetres as points of a PDF page. */
export function points(mm: number): number {
  return (mm / 25.4) * 72
}
