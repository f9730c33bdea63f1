import { Buffer } from 'node:buffer'
import type { Passed } from './recording.ts'

const masked = 0x78 // x

/** What stands between two control characters. */
const text = /[ -~]+/g
/** Headers, states, signs and units are short. */
const shortWord = /^(?:\S{1,3}|SUI[?^v]|\dpp\d|[-^_]+[A-Za-z]{0,3}|[GNT]\/W[+-]|Stat)$/
/** A number has a decimal point or few digits. */
const number =
  /^(?:w[wnt])?[+-]?(?:\d{1,6}|(?=[\d.]{2,10}(?:[A-Za-z[]|$))\d*\.\d*(?:\[\d\])?)(?:[A-Za-z]{1,3})?$/
/** What A&D and others show in place of too much. */
const nines = /^[+-]9{5,8}(?:E\+\d\d)?$/
/** Toledo continuous: three status bytes, the weight, perhaps the tare; twelve digits in a row are no code there. */
const toledo = /^[ -~]{3}(?:[ 0-9]{12}|[ 0-9]{6})$/
/** ERTE: how it stands, and six digits; of a cash register scale of CAS its type, five digits and a check byte. */
const erte = /^[A-E](?:\d{6}|-{6})$/
const casEcr = /^.(?:[ \d-]{5}|F{5})/

/**
 * The same pieces with an `x` for every character that came on the scale's line in a text that is no weight: a scanner
 * may be plugged in there. A text cut into pieces is looked at whole.
 */
export function withoutCodesOnScale(passed: readonly Passed[]): Passed[] {
  const isMeant = (piece: Passed) => piece.role === 'scale' && piece.is === 'in' && piece.form === 'bytes'
  const came = passed.flatMap((piece) => (isMeant(piece) && piece.is === 'in' ? [piece.bytes] : []))
  const whole = maskedLine(Buffer.concat(came))
  let at = 0
  return passed.map((piece) => {
    if (piece.is !== 'in' || !isMeant(piece)) return piece
    const bytes = Uint8Array.from(whole.subarray(at, at + piece.bytes.length))
    at += bytes.length
    return { ...piece, bytes }
  })
}

function maskedLine(bytes: Buffer): Buffer {
  // A scale may send parity in bit 7; it is no part of the character.
  const line = Buffer.from(bytes.map((byte) => byte & 0x7f)).toString('latin1')
  const out = Buffer.from(bytes)
  for (const found of line.matchAll(text)) {
    const [from, to] = [found.index, found.index + found[0].length]
    if (!isFramed(found[0], line.slice(Math.max(0, from - 2), from), line[to]) && !isWeight(found[0]))
      out.fill(masked, from, to)
  }
  return out
}

/** Frames known by what stands around them: STX and CR for Toledo, SOH STX or a right check byte for CAS, CR for ERTE. */
function isFramed(said: string, before: string, after: string | undefined): boolean {
  if (before.endsWith('\x01\x02')) return said.length <= 11
  if (after === '\r' && erte.test(said)) return true
  if (!before.endsWith('\x02')) return false
  return (after === '\r' && toledo.test(said)) || (casEcr.test(said) && isCheckedBy(said, said[6] ?? after))
}

/** The six characters in front, exclusive or, are the check byte. */
function isCheckedBy(said: string, check: string | undefined): boolean {
  const sum = [...said.slice(0, 6)].reduce((total, each) => total ^ each.charCodeAt(0), 0)
  return said.length <= 7 && check?.charCodeAt(0) === sum
}

function isWeight(said: string): boolean {
  // A balance with a decimal comma has semicolons between its parts.
  const between = /^(?:ST|US|OL|QT);/.test(said) ? /[\s,:;]+/ : /[\s,:]+/
  const parts = said.split(between).filter((part) => part !== '')
  const isPart = (part: string) => shortWord.test(part) || number.test(part) || nines.test(part)
  return parts.length <= 8 && parts.every(isPart)
}
