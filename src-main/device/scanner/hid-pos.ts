import { Buffer } from 'node:buffer'
import { expandUpcE } from '../../../src-shared/rule/check-digit.ts'
import type { HidLayout } from '../address.ts'
import {
  cutOff,
  floodBytes,
  type ScanFrame,
  type ScanFrames,
  scanCap,
  scanTextOf,
  tooLong,
} from './scan-frame.ts'

const scanReportId = 0x02
const reportBytes = 64
const mostData = 56
const flagsAt = 63
const codeIdAt = 61
const bracket = 0x5d

/** The rest of a code that takes longer than this will not come any more. */
const continueWithinMs = 500
/** A scanner answers a command at once; later than this an answer is a scan. */
const replyWithinMs = 1_000

/** Where the data begin in each layout, and the AIM identifier, where there is one. */
const layouts: Record<HidLayout, { aimAt: number | null; dataAt: number }> = {
  a: { aimAt: 2, dataAt: 5 },
  b: { aimAt: null, dataAt: 2 },
  shifted: { aimAt: 3, dataAt: 6 },
}

/** Honeywell's Code ID byte as the AIM identifier that says the same (Honeywell user guides, symbology charts). */
const aimOfCodeId: Record<number, string> = {
  68: ']E4',
  69: ']E0',
  97: ']F0',
  98: ']A0',
  99: ']E0',
  100: ']E0',
  101: ']I0',
  105: ']G0',
  106: ']C0',
  114: ']L0',
  115: ']Q1',
  119: ']d1',
  120: ']U0',
  121: ']e0',
  122: ']z0',
  123: ']e0',
  124: ']C1',
  125: ']e0',
}
const ean8 = 0x44
const upcE = 0x45

type Part = { aim: string | null; codeId: number; data: Uint8Array; isContinued: boolean }
type Pending = { layout: HidLayout; aim: string | null; bytes: number[]; length: number; at: number }

/**
 * Puts codes together from the 64-byte reports of a USB scanner (HID point-of-sale usage tables, usage page 8C; layout
 * a: Honeywell, Hand Held Products, Metrologic; b: Newland, ID Tech, Unitech). Where neither the maker nor `layout`
 * tells, each code shows its own layout. A code longer than 56 bytes comes in several reports, each within half a
 * second of the one before; its bytes are text (UTF-8, else ISO-8859-1) only when they are all there. The AIM identifier
 * goes in front of the text, and one line end comes off its back. A UPC-E
 * that the scanner leaves at eight digits is written in full, since under `]E0` eight digits would be no known number.
 *
 * `commandedAtMono` is when a command was sent: the `]X0` reports right after it are the scanner's answer and no code.
 * `]Z` is never one, it stands for data that no bar code gave (ISO/IEC 15424).
 */
export function hidPosFrames(options: {
  layout: HidLayout | null
  commandedAtMono: number | null
}): ScanFrames {
  let pending: Pending | null = null
  let replyUntil =
    options.commandedAtMono === null ? Number.NEGATIVE_INFINITY : options.commandedAtMono + replyWithinMs

  function take(report: Uint8Array, at: number): ScanFrame[] {
    const length = report[1] ?? 0
    if (report[0] !== scanReportId || report.length < reportBytes || length === 0 || length > mostData)
      return [{ is: 'unread', rawHex: Buffer.from(report.subarray(0, 128)).toString('hex') }]
    const layout = pending?.layout ?? options.layout ?? layoutOf(report)
    const part = partOf(report, layout)
    if (part.aim?.startsWith(']Z')) {
      replyUntil = Number.NEGATIVE_INFINITY
      return []
    }
    if (part.aim === ']X0' && at < replyUntil) return []
    return add(part, layout, at)
  }

  function add(part: Part, layout: HidLayout, at: number): ScanFrame[] {
    const frames: ScanFrame[] = []
    // A part of another symbology cannot be the rest of this code: its end was lost.
    if (pending !== null && pending.aim !== part.aim) {
      pending = null
      frames.push(cutOff)
    }
    pending ??= { layout, aim: part.aim, bytes: [], length: 0, at }
    pending.at = at
    pending.length += part.data.length
    if (pending.length <= scanCap) pending.bytes.push(...part.data)
    if (pending.length > floodBytes) frames.push({ is: 'flood' })
    if (part.isContinued) return frames
    frames.push(...framesOf(pending, part.codeId))
    pending = null
    return frames
  }

  const dueAt = () => (pending === null ? null : pending.at + continueWithinMs)

  return {
    push: (report, atMono) => {
      const due = dueAt()
      const late = due !== null && atMono >= due ? dropPending() : []
      return [...late, ...take(report, atMono)]
    },
    idle: (atMono) => {
      const due = dueAt()
      return due === null || atMono < due ? [] : dropPending()
    },
    dueAt,
  }

  function dropPending(): ScanFrame[] {
    pending = null
    return [cutOff]
  }
}

/**
 * The layout of a report from a maker nobody knows: by where a `]`, a letter and a letter or digit stand. With the
 * identifier switched on as a prefix, layout b looks like a; but read as a, its end would be the padding's three zeros.
 */
function layoutOf(report: Uint8Array): HidLayout {
  const length = report[1] ?? 0
  const end = layouts.a.dataAt + length
  const endsInPadding = report.subarray(end - 3, end).every((byte) => byte === 0)
  if (aimAt(report, 2) !== null && !endsInPadding) return 'a'
  return aimAt(report, 3) !== null && aimAt(report, 2) === null ? 'shifted' : 'b'
}

function partOf(report: Uint8Array, layout: HidLayout): Part {
  const { aimAt: at, dataAt } = layouts[layout]
  return {
    aim: at === null ? null : aimAt(report, at),
    // In other layouts the byte counts after each maker's own list.
    codeId: layout === 'a' ? (report[codeIdAt] ?? 0) : 0,
    data: report.slice(dataAt, dataAt + (report[1] ?? 0)),
    isContinued: ((report[flagsAt] ?? 0) & 1) === 1,
  }
}

function aimAt(report: Uint8Array, offset: number): string | null {
  if (report[offset] !== bracket) return null
  const aim = Buffer.from(report.subarray(offset, offset + 3)).toString('latin1')
  return /^\][A-Za-z][0-9A-Za-z]$/.test(aim) ? aim : null
}

function framesOf({ aim: sent, bytes, length }: Pending, codeId: number): ScanFrame[] {
  const aim = codeId === ean8 && sent === ']E0' ? ']E4' : (sent ?? aimOfCodeId[codeId] ?? '')
  if (aim.length + length > scanCap) return [tooLong]
  const text = scanTextOf(Uint8Array.from(bytes)).replace(/\r\n?$/, '')
  if (text === '') return []
  const upcA = codeId === upcE && aim === ']E0' ? expandUpcE(text) : null
  return [{ is: 'scan', text: `${aim}${upcA === null ? text : `0${upcA}`}` }]
}
