import { type Bitmap, blankBitmap } from '../../label/bitmap.ts'

/** One thing a printer understood: a whole label, or a question. */
export type Heard =
  | { is: 'zpl-label'; zpl: string }
  | { is: 'picture-label'; language: 'epl' | 'tspl'; picture: Bitmap }
  | { is: 'band'; picture: Bitmap }
  | { is: 'cut' }
  | { is: 'asked'; what: string }

export type VirtualLanguage = 'zpl' | 'epl' | 'tspl' | 'escpos'

type Found = { at: number; end: number; heard: Heard }
/** Looks for its first command; `wait` when one has begun that is not all here. */
type Voice = (text: string) => Found | { at: number; wait: true } | null

const [esc, dle, gs] = ['\x1b', '\x10', '\x1d']

const zplCommand = /\^XA[\s\S]*?\^XZ|~HS|~HQES|~HI|! U1 getvar "[^"\r\n]*"\r?\n/

const zpl: Voice = (text) => {
  const begun = text.indexOf('^XA')
  const found = zplCommand.exec(text)
  if (begun !== -1 && (found === null || begun < found.index)) return { at: begun, wait: true }
  if (found === null) return null
  const [said] = found
  const heard: Heard = said.startsWith('^XA')
    ? { is: 'zpl-label', zpl: Buffer.from(said, 'latin1').toString('utf8') }
    : { is: 'asked', what: said }
  return { at: found.index, end: found.index + said.length, heard }
}

/** A language whose labels are one picture between a head that says its size and a tail that prints. */
function pictureVoice(language: 'epl' | 'tspl', head: RegExp, tail: string, questions: RegExp): Voice {
  return (text) => {
    const asked = questions.exec(text)
    const found = head.exec(text)
    if (asked !== null && (found === null || asked.index < found.index)) {
      return { at: asked.index, end: asked.index + asked[0].length, heard: { is: 'asked', what: asked[0] } }
    }
    if (found === null) return null
    const [said, bytesPerRow = '0', height = '0'] = found
    const from = found.index + said.length
    const length = Number(bytesPerRow) * Number(height)
    if (text.length < from + length + tail.length) return { at: found.index, wait: true }
    const isWhole = text.startsWith(tail, from + length)
    const picture = readRows(text.slice(from, from + length), Number(bytesPerRow), true)
    const end = from + length + (isWhole ? tail.length : 0)
    // Without its tail nothing prints: the printer forgets what it was sent.
    const heard: Heard = isWhole ? { is: 'picture-label', language, picture } : { is: 'asked', what: '' }
    return { at: found.index, end, heard }
  }
}

const epl = pictureVoice('epl', /\nN\nq\d+\nQ\d+,\d+\nGW0,0,(\d+),(\d+),/, '\nP1\n', /US\n|eR\$,2\n|\^ee\n/)
const tspl = pictureVoice(
  'tspl',
  /SIZE [\d.]+ mm,[\d.]+ mm\r\nGAP \d+ mm,0 mm\r\nCLS\r\nBITMAP 0,0,(\d+),(\d+),0,/,
  '\r\nPRINT 1,1\r\n',
  new RegExp(`${esc}!\\?`),
)

const receiptCommand = new RegExp(`${dle}\x04[\x01-\x04]|${gs}r\x01|${gs}VB\0|${gs}v0\0[^]{4}`)

const escpos: Voice = (text) => {
  const found = receiptCommand.exec(text)
  if (found === null) return null
  const [said] = found
  const end = found.index + said.length
  if (said === '\x1dVB\x00') return { at: found.index, end, heard: { is: 'cut' } }
  if (!said.startsWith('\x1dv0')) return { at: found.index, end, heard: { is: 'asked', what: said } }
  const number = (at: number) => said.charCodeAt(at) + 256 * said.charCodeAt(at + 1)
  const length = number(4) * number(6)
  if (text.length < end + length) return { at: found.index, wait: true }
  const picture = readRows(text.slice(end, end + length), number(4), false)
  return { at: found.index, end: end + length, heard: { is: 'band', picture } }
}

const voices: Record<VirtualLanguage, Voice> = { zpl, epl, tspl, escpos }

/** Takes the first whole command off what was received; null while there is none. */
export function hearNext(
  received: string,
  languages: readonly VirtualLanguage[],
): { heard: Heard; rest: string } | null {
  const first = languages
    .map((language) => voices[language](received))
    .filter((found) => found !== null)
    .sort((a, b) => a.at - b.at)[0]
  if (first === undefined || 'wait' in first) return null
  return { heard: first.heard, rest: received.slice(first.end) }
}

function readRows(data: string, bytesPerRow: number, isBlackZero: boolean): Bitmap {
  const bytes = Buffer.from(data, 'latin1')
  const picture = blankBitmap(bytesPerRow * 8, bytes.length / bytesPerRow)
  picture.rows.forEach((row, index) => {
    const from = bytes.subarray(index * bytesPerRow, (index + 1) * bytesPerRow)
    row.set(isBlackZero ? from.map((byte) => byte ^ 0xff) : from)
  })
  return picture
}

/** Bands one below the other, as they come out. */
export function joinBands(bands: readonly Bitmap[]): Bitmap {
  const rows = bands.flatMap((band) => band.rows)
  const [first] = bands
  const bytesPerRow = first?.bytesPerRow ?? 1
  return { width: bytesPerRow * 8, height: rows.length, bytesPerRow, rows }
}
