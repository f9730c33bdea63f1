import type { Gs1Element, ScanProblem } from '../model/gs1.ts'
import type { ScanBy } from '../model/scan.ts'
import { isSscc18 } from './check-digit.ts'
import { normaliseCode } from './code.ts'
import { elementsOfLink } from './digital-link.ts'
import { readElements } from './gs1.ts'
import { isGs1Aim, namesSymbology, symbologyOfAim } from './symbology.ts'

/** The longest scan that is read, in bytes. Longer ones are no codes of ours. */
export const longestScanBytes = 512

/**
 * What a scan says. `text`: after AIM prefix and framing. `aim`: the prefix, `symbology` its name. `gs1`: its element
 * strings, null when it is none. `sscc`: the box it names. `gtin14`: the product it names (AI 01; never AI 02, which
 * says what is inside a box). `problems`: what was odd about it; `text` can still be shown and searched for. Look a
 * product up by `lookupKeys(text, symbology)`, then by `gtin14`.
 */
export type ScanReading = {
  text: string
  aim: string | null
  symbology: string | null
  gs1: Gs1Element[] | null
  sscc: string | null
  gtin14: string | null
  problems: ScanProblem[]
}

/**
 * Reads what a scanner sent. Never throws, whatever the text: what cannot be read is named in `problems`. A text over
 * 512 bytes is cut there and not interpreted at all, for a cut code could look like another one.
 *
 * The AIM identifier decides what is GS1 data: a plain Code 128 is none, whatever it looks like. Without an identifier
 * a text is GS1 data when it holds a separator, or is a box or product number by its check digit and reads on to its end.
 * @param asKeys it came as key strokes, typed by a scanner or a person: separators may be lost on the way
 */
export function readScanText(raw: string, asKeys = false): ScanReading {
  const bytes = bytesOf(raw)
  if (bytes > longestScanBytes) {
    const text = cut(raw, longestScanBytes)
    return { ...nothingIn(text), problems: [{ is: 'too-long', bytes }] }
  }
  const aim = /^\][A-Za-z][0-9A-Za-z]/.exec(raw)?.[0] ?? null
  const text = unframed(aim === null ? raw : raw.slice(aim.length))
  const reading = { ...nothingIn(text), aim, symbology: aim === null ? null : symbologyOfAim(aim) }
  if (aim !== null && isGs1Aim(aim)) return readAsGs1(reading, text, asKeys)
  const linked = elementsOfLink(text)
  if (linked !== null) {
    const read = readAsGs1(reading, linked.elements, false)
    return { ...read, problems: [...read.problems, ...linked.misplaced] }
  }
  return aim !== null && namesSymbology(aim) ? readAsPlain(reading) : readUnnamed(reading, asKeys)
}

/** Whether a scan came as key strokes. */
export function comesAsKeys(by: ScanBy): boolean {
  return by === 'keyboard' || by === 'typed'
}

function nothingIn(text: string): ScanReading {
  return { text, aim: null, symbology: null, gs1: null, sscc: null, gtin14: null, problems: [] }
}

/** Takes off what a serial line or a keyboard puts around the data: STX before, ETX and line ends behind. */
function unframed(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters scanners frame with
  return text.replace(/^[\u0002\s]+/, '').replace(/[\u0003\s]+$/, '')
}

function readAsGs1(reading: ScanReading, elementText: string, asKeys: boolean): ScanReading {
  const { elements, problems } = readElements(elementText, asKeys)
  const value = (ai: string) => elements.find((element) => element.ai === ai)?.value ?? null
  return { ...reading, gs1: elements, sscc: value('00'), gtin14: value('01'), problems }
}

/** What may be odd about a text that reads on to its end all the same. */
const wholeThough: readonly string[] = ['separator-missing', 'needs', 'does-not-go-with']

/** A scan whose symbology nobody named: a scanner without AIM identifiers, or a person's typing. */
function readUnnamed(reading: ScanReading, asKeys: boolean): ScanReading {
  const { text } = reading
  if (text.includes('\u001d')) return readAsGs1(reading, text, asKeys)
  if (/^(00\d{18}|0[12]\d{14})/.test(text)) {
    const bare = readAsGs1(reading, text, asKeys)
    const isWhole = bare.problems.every(({ is }) => wholeThough.includes(is))
    if (isWhole && bare.gs1 !== null && bare.gs1.length > 0) return bare
  }
  if (isSscc18(text)) return { ...reading, sscc: text }
  return readAsPlain(reading)
}

function readAsPlain(reading: ScanReading): ScanReading {
  const { text, aim, symbology } = reading
  // A code with an add-on (a magazine's issue) names its product in the first 13 digits.
  const code = aim === ']E3' ? text.slice(0, 13) : text
  return { ...reading, gtin14: normaliseCode(code, symbology).gtin14 }
}

/** Bytes of a text in UTF-8. */
function bytesOf(text: string): number {
  let bytes = 0
  for (const character of text) bytes += bytesOfCharacter(character)
  return bytes
}

function bytesOfCharacter(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x1_0000 ? 3 : 4
}

function cut(text: string, most: number): string {
  let kept = ''
  let bytes = 0
  for (const character of text) {
    bytes += bytesOfCharacter(character)
    if (bytes > most) break
    kept += character
  }
  return kept
}
