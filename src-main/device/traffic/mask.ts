import type { Passed } from './recording.ts'
import { withoutCodesOnScale } from './scale-mask.ts'

const masked = 0x78 // x
const reportId = 0x02
const mostInReport = 56

/**
 * The same recording without what was on codes and labels: every character of a code is an `x`, every character of a
 * label that is no command. Lengths, line ends, control characters, symbology identifiers, the heads of USB reports,
 * questions to a printer, its answers and weights stay as they were; a line of a scale that is no weight may be a code on
 * the wrong cable. `beginsWhole` is false for the end of a recording,
 * which may begin within a code.
 */
export function withoutContents(passed: readonly Passed[], beginsWhole = true): Passed[] {
  let isCodeStart = beginsWhole
  return withoutCodesOnScale(passed).map((piece) => {
    if (piece.is === 'note') return piece
    if (piece.role === 'printer' || piece.role === 'printer2') {
      return piece.is === 'out' ? { ...piece, bytes: maskedLabel(piece.bytes) } : piece
    }
    if (piece.role !== 'scanner' || piece.is === 'out') return piece
    if (piece.form === 'reports') return { ...piece, bytes: maskedReport(piece.bytes) }
    const { bytes, endsCode } = maskedCode(piece.bytes, isCodeStart)
    isCodeStart = endsCode
    return { ...piece, bytes }
  })
}

/** What frames or divides codes (STX, ETX, Tab, LF, CR, FS to US), and padding; other control characters are contents. */
function isControl(byte: number): boolean {
  return byte === 0 || [2, 3, 9, 10, 13, 28, 29, 30, 31].includes(byte)
}

/** Where a symbology identifier stands at a place: `]`, a letter, a letter or digit (ISO/IEC 15424). */
function hasAimAt(bytes: Uint8Array, at: number): boolean {
  return /^\][A-Za-z][0-9A-Za-z]$/.test(Buffer.from(bytes.subarray(at, at + 3)).toString('latin1'))
}

function maskedCode(bytes: Uint8Array, isCodeStart: boolean): { bytes: Uint8Array; endsCode: boolean } {
  const out = Uint8Array.from(bytes)
  let isStart = isCodeStart
  for (let at = 0; at < out.length; at++) {
    const byte = bytes[at] ?? 0
    if (isControl(byte)) {
      // A group separator stands inside a code; everything else of this kind frames one.
      isStart = isStart || byte !== 0x1d
    } else {
      if (isStart && hasAimAt(bytes, at)) at += 2
      else out[at] = masked
      isStart = false
    }
  }
  return { bytes: out, endsCode: isStart }
}

/** A report of a scanner: its id, length and identifier at the front, code id and flags at the end stay. */
function maskedReport(report: Uint8Array): Uint8Array {
  const isKnown = report[0] === reportId && (report[1] ?? 0) <= mostInReport
  const from = isKnown ? 2 : 1
  const to = isKnown && report.length >= 64 ? 61 : report.length
  const aimAt = isKnown ? [2, 3].find((at) => hasAimAt(report, at)) : undefined
  return report.map((byte, at) => {
    const isKept = at < from || at >= to || (aimAt !== undefined && at >= aimAt && at < aimAt + 3)
    return isKept || isControl(byte) ? byte : masked
  })
}

/** What is asked of a printer and says nothing of a label. */
const question = /^(~H[A-Z]{1,3}|! U1 getvar "[a-z0-9_.]{1,60}"\r?\n?)$/

/** A ZPL command by its name, or any one byte but a line end: the bytes of a picture are contents, too. */
const labelSign = /([\^~][A-Z@][A-Z0-9@])|[^\r\n]/g

function maskedLabel(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1')
  if (question.test(text)) return bytes
  const out = text.replace(labelSign, (_, command?: string) => command ?? 'x')
  return Uint8Array.from(Buffer.from(out, 'latin1'))
}
