import fc from 'fast-check'

const gs = '\u001d'

const framing = [
  ...['', ']', ']C1', ']C0', ']d2', ']E0', ']Q3', ']I1', ']X0', ']é', gs, gs + gs],
  ...['\u0000', '\u0002', '\u0003', '\u001b', '\u007f', '\r\n', '\t'],
]
const gs1Parts = [
  ...['00', '01', '02', '10', '17', '21', '3103', '3109', '37', '410', '420', '4300', '91', '8888'],
  ...['4006381333931', '00095201234567891235', '09521234543213', '17261231'],
]
/** Markup, paths, commands of printers, shells, stores and sheets, and words of the language itself. */
const commands = [
  ...[
    '__proto__',
    'constructor',
    'toString',
    '../../etc/passwd',
    '..\\..\\x',
    'C:\\con',
    'file:///etc/passwd',
  ],
  ...['<img src=x onerror=alert(1)>', '</script>', '{{x}}', '#{x}', '%s%n', '^XA^XZ', '~JA', '^FD', '_5E'],
  ...[
    "' OR 1=1 --",
    '"; DROP TABLE scan; --',
    "TEA-1'--",
    'TEA-1%',
    '*',
    'NEAR(',
    '=1+1',
    '@SUM(1)',
    '`id`',
    '|ls',
  ],
  ...['https://a/01/', 'HTTPS://a/00/', '?17=', '%00', '%', '%E0%A4'],
]
const letters = [
  '\ud800',
  '\udc00',
  '👩‍🔧',
  '\u202e',
  '\ufeff',
  '٣٤',
  'İ',
  'ß',
  'a'.repeat(600),
  '9'.repeat(80),
]

/** Texts made to hurt: prefixes, identifiers, separators, control characters, markup and commands, in any order. */
export const hostileText = fc
  .array(fc.constantFrom(...framing, ...gs1Parts, ...commands, ...letters), { maxLength: 12 })
  .map((parts) => parts.join(''))

/** Any text at all, and texts that nearly mean something. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 700 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.stringMatching(/^\][A-Za-z]\d[0-9|]{0,60}$/).map((text) => text.replaceAll('|', gs)),
  fc.stringMatching(/^\d{0,40}$/),
)
