import {
  labelSizes,
  labelTurns,
  type PrinterPaper,
  printerDpis,
  printerLanguages,
  usualPaper,
} from '../../../src-shared/model/printer.ts'

/** The settings of a printer's address that say how it is spoken to and what is loaded. */
export const paperOptionNames = ['language', 'dpi', 'size', 'turn'] as const

/** Reads one of several allowed words; throws what the address says of a wrong one. */
type OneOf = <T extends string>(name: string, text: string, known: readonly T[]) => T

/** The paper as an address gives it; what it does not say is as usual: ZPL, 203 dpi, 4 × 6 in, not turned. */
export function readPaper(options: ReadonlyMap<string, string>, oneOf: OneOf): PrinterPaper {
  const number = <T extends number>(name: string, usual: T, known: readonly T[]): T => {
    const text = oneOf(name, options.get(name) ?? `${usual}`, known.map(String))
    return known.find((each) => `${each}` === text) ?? usual
  }
  return {
    language: oneOf('language', options.get('language') ?? usualPaper.language, printerLanguages),
    dpi: number('dpi', usualPaper.dpi, printerDpis),
    size: oneOf('size', options.get('size') ?? usualPaper.size, labelSizes),
    turn: number('turn', usualPaper.turn, labelTurns),
  }
}

/** The settings that differ from what is usual, as an address has them. */
export function printPaper(paper: PrinterPaper): string[] {
  return paperOptionNames
    .filter((name) => paper[name] !== usualPaper[name])
    .map((name) => `${name}=${paper[name]}`)
}
