import { expect, it } from 'vitest'
import { visible } from '../../../src-shared/rule/visible-text.ts'

it.each([
  ['10LOT\u001d21A', '10LOT<GS>21A'],
  ['\u0002A\u0003\r\n\t', '<STX>A<ETX><CR><LF><TAB>'],
  ['\u0000\u007f', '<NUL><DEL>'],
  // What é in UTF-8 looks like when its bytes are taken for characters.
  ['Ã\u0089', 'Ã<HTJ>'],
  ['\u0080\u0085\u009f', '<PAD><NEL><APC>'],
  ['A\u202eB\u200bC\ufeff', 'A<U+202E>B<U+200B>C<U+FEFF>'],
  ['A\u2028B', 'A<U+2028>B'],
  ['Tea 50 g, \u00a0½ & <GS>', 'Tea 50 g, \u00a0½ & <GS>'],
])('%j is shown as %s', (text, shown) => expect(visible(text)).toBe(shown))

it('every control character has a mark of its own', () => {
  const controls = [...Array(32).keys(), ...Array.from({ length: 33 }, (_, at) => 0x7f + at)]
  const marks = controls.map((code) => visible(String.fromCharCode(code)))
  expect(new Set(marks).size).toBe(65)
  for (const mark of marks) expect(mark).toMatch(/^<[A-Z0-9]{2,3}>$/)
})
