import { z } from 'zod'

/** What a printer understands. `pdf`: whole pages, through the print queue of an office printer. */
export const printerLanguages = ['zpl', 'epl', 'tspl', 'escpos', 'pdf'] as const
export type PrinterLanguage = (typeof printerLanguages)[number]

/** Each language as a person calls it. */
export const printerLanguageNames: Readonly<Record<PrinterLanguage, string>> = {
  zpl: 'ZPL',
  epl: 'EPL',
  tspl: 'TSPL',
  escpos: 'ESC/POS',
  pdf: 'PDF',
}

/** Dots an inch of the print head. */
export const printerDpis = [203, 300, 600] as const
export type Dpi = (typeof printerDpis)[number]

/**
 * Label stock the station knows, width by height as the label is read: rolls of 4 × 6 and 4 × 3 in, 100 × 150 mm, A6;
 * 2 × 1 in for product labels; and 80 mm receipt paper, of which the head reaches 72 mm.
 */
export const labelSizes = ['4x6', '100x150', 'a6', '4x3', '2x1', 'receipt'] as const
export type LabelSize = (typeof labelSizes)[number]

/** By how many degrees, clockwise, the label is turned on the roll. */
export const labelTurns = [0, 90, 180, 270] as const
export type LabelTurn = (typeof labelTurns)[number]

/** How a printer is spoken to and what is loaded in it. */
export type PrinterPaper = {
  readonly language: PrinterLanguage
  readonly dpi: Dpi
  readonly size: LabelSize
  readonly turn: LabelTurn
}

/** Where nothing else was said: a Zebra or a clone, 203 dpi, a roll of 4 × 6 in. */
export const usualPaper: PrinterPaper = { language: 'zpl', dpi: 203, size: '4x6', turn: 0 }

/** The printers a bench can have. The second stands in for the first, or takes a kind of document of its own. */
export const printerRole = z.enum(['printer', 'printer2'])
export type PrinterRole = z.infer<typeof printerRole>
