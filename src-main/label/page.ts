import type { Dpi, LabelSize } from '../../src-shared/model/printer.ts'

export type { Dpi, LabelSize }

export type Millimetres = { readonly width: number; readonly height: number }

const sizes: Record<LabelSize, Millimetres> = {
  '4x6': { width: 101.6, height: 152.4 },
  '100x150': { width: 100, height: 150 },
  a6: { width: 105, height: 148 },
  '4x3': { width: 101.6, height: 76.2 },
  '2x1': { width: 50.8, height: 25.4 },
  receipt: { width: 72, height: 130 },
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
