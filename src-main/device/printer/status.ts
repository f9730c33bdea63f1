import type { Dpi } from '../../../src-shared/model/printer.ts'

/** What keeps a printer from printing, and what the person can do about it. Whole sentences. */
export type PrinterTrouble = { why: string; next: string }

/** A printer's answer to `~HS`, as far as it matters here. */
export type HostStatus = {
  isPaperOut: boolean
  isPaused: boolean
  isBufferFull: boolean
  isFormatUnfinished: boolean
  hasLostSettings: boolean
  isTooCold: boolean
  isTooHot: boolean
  isHeadOpen: boolean
  isRibbonOut: boolean
  formatsWaiting: number
  labelsRemaining: number
}

/** What stands between STX and ETX, for every pair that is whole. */
function wholeStrings(text: string): string[] {
  return text
    .split('\x02')
    .slice(1)
    .filter((part) => part.includes('\x03'))
    .map((part) => part.slice(0, part.indexOf('\x03')))
}

/**
 * Reads the three strings of `~HS` (Zebra ZPL II programming guide, Host Status Return). The third is not needed;
 * null while the first two have not both come whole.
 */
export function readHostStatus(text: string): HostStatus | null {
  const strings = wholeStrings(text).map((string) => string.split(','))
  const first = strings.find((fields) => fields.length === 12)
  const second = strings.find((fields) => fields.length === 11)
  if (!first || !second) return null
  if (![...first, ...second].every((field) => /^\d+$/.test(field.trim()))) return null
  const flag = (fields: string[], at: number) => Number(fields[at]) === 1
  return {
    isPaperOut: flag(first, 1),
    isPaused: flag(first, 2),
    formatsWaiting: Number(first[4]),
    isBufferFull: flag(first, 5),
    isFormatUnfinished: flag(first, 7),
    hasLostSettings: flag(first, 9),
    isTooCold: flag(first, 10),
    isTooHot: flag(first, 11),
    isHeadOpen: flag(second, 2),
    isRibbonOut: flag(second, 3),
    labelsRemaining: Number(second[8]),
  }
}

const paperOut = {
  why: 'The printer is out of labels.',
  next: 'Load labels, close the printer, then print again.',
}
const headOpen = { why: 'The printer is open.', next: 'Close it until it clicks, then print again.' }
const ribbonOut = {
  why: 'The printer is out of ribbon.',
  next: 'Load ribbon, close the printer, then print again.',
}
const paused = { why: 'The printer is paused.', next: 'Press its pause button, then print again.' }
const tooHot = { why: 'The print head is too hot.', next: 'Let it cool for some minutes, then print again.' }

/** What is wrong with the printer, the cause a person can see first; null when it can print. */
export function hostTrouble(status: HostStatus): PrinterTrouble | null {
  if (status.isHeadOpen) return headOpen
  if (status.isPaperOut) return paperOut
  if (status.isRibbonOut) return ribbonOut
  if (status.isTooHot) return tooHot
  if (status.isTooCold)
    return { why: 'The print head is too cold.', next: 'Let it warm up, then print again.' }
  if (status.isPaused) return paused
  if (status.hasLostSettings)
    return { why: 'The printer has lost its settings.', next: 'Switch it off and on, then calibrate it.' }
  return null
}

/** A printer in the middle of somebody else's label can print, only not now. */
export function busyTrouble(status: HostStatus): PrinterTrouble | null {
  if (!status.isBufferFull && !status.isFormatUnfinished) return null
  return {
    why: 'The printer is busy with part of another label.',
    next: 'Print again in a moment; if it stays so, switch the printer off and on.',
  }
}

/** True when nothing waits to be printed any more. */
export function isIdle(status: HostStatus): boolean {
  return status.formatsWaiting === 0 && status.labelsRemaining === 0 && !status.isFormatUnfinished
}

/** The error bits of `~HQES`, nibbles from the right (Zebra ZPL II programming guide, Host Query). */
const errorBits: [bit: number, trouble: PrinterTrouble][] = [
  [0x00000004, headOpen],
  [0x00000001, paperOut],
  [0x00000002, ribbonOut],
  [
    0x00000008,
    { why: 'The cutter of the printer is stuck.', next: 'Switch the printer off and free the cutter.' },
  ],
  [0x00000010, tooHot],
  [
    0x00000020,
    { why: 'The motor of the printer is too hot.', next: 'Let it cool for some minutes, then print again.' },
  ],
  [0x00010000, paused],
]

/**
 * Reads the answer to `~HQES`. `unread` when it is not whole; `none` when it names no error (which some printers
 * always say); a trouble otherwise, in general words for errors that are not listed here.
 */
export function readErrorStatus(
  text: string,
): { is: 'unread' } | { is: 'none' } | { is: 'trouble'; trouble: PrinterTrouble } {
  const parts = /ERRORS:\s*([01])\s+([0-9A-F]{8})\s+([0-9A-F]{8})/i.exec(text)
  if (!parts) return { is: 'unread' }
  if (parts[1] === '0') return { is: 'none' }
  const low = Number.parseInt(parts[3] ?? '0', 16)
  const known = errorBits.find(([bit]) => (low & bit) !== 0)
  return {
    is: 'trouble',
    trouble: known?.[1] ?? {
      why: `The printer reports error ${parts[2]} ${parts[3]}.`,
      next: 'Switch it off and on; if the error stays, call for service.',
    },
  }
}

/**
 * The answer to the label counter: a quoted number from newer Zebra printers, `?` from older ones, nothing from
 * clones. Null when there is no number.
 */
export function readLabelCount(text: string): number | null {
  const parts = /"(\d{1,12})"/.exec(text)
  return parts ? Number(parts[1]) : null
}

/** `dpi` null: a head this station has no labels for. */
export type PrinterIdentity = { model: string; firmware: string; dpi: Dpi | null }

const dpiOfDotsPerMm: Record<string, Dpi> = { 8: 203, 12: 300, 24: 600 }

/**
 * Reads the answer to `~HI`: model, firmware, dots a millimetre, memory (Zebra ZPL II programming guide, Host
 * Identification). Only a printer of that language answers, so this is also how one is recognised. Null when it is not
 * whole or something else.
 */
export function readIdentity(text: string): PrinterIdentity | null {
  const [whole = ''] = wholeStrings(text)
  const [model = '', firmware = '', dotsPerMm = '', memory] = whole.split(',').map((part) => part.trim())
  if (model === '' || memory === undefined || !/^\d{1,2}$/.test(dotsPerMm)) return null
  return { model, firmware, dpi: dpiOfDotsPerMm[dotsPerMm] ?? null }
}
