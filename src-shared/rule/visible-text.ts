/** Names of the control characters 00 to 1F and 80 to 9F (ISO/IEC 6429), as manuals of scanners write them. */
const first =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'
const second =
  'PAD HOP BPH NBH IND NEL SSA ESA HTS HTJ VTS PLD PLU RI SS2 SS3 DCS PU1 PU2 STS CCH MW SPA EPA SOS SGC SCI CSI ST OSC PM APC'
const names = new Map<number, string>([[0x7f, 'DEL']])
for (const [code, name] of first.split(' ').entries()) names.set(code, name)
for (const [at, name] of second.split(' ').entries()) names.set(0x80 + at, name)

/** Marks that show nothing themselves, break a line or turn the text beside them around. */
const unseen = /[\p{Cc}\p{Cf}\u2028\u2029\ufffe\uffff]/gu

/**
 * A text as a screen shows it: control characters as their names (`<GS>`), other characters that cannot be seen as their
 * number (`<U+202E>`), so that two codes that differ look different.
 */
export function visible(text: string): string {
  return text.replace(unseen, (sign) => {
    const code = sign.codePointAt(0) ?? 0
    return `<${names.get(code) ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`}>`
  })
}
