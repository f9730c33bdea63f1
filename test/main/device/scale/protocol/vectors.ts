import type { ScaleProtocolId } from '../../../../../src-main/device/scale/protocols.ts'
import type { ScaleUnit } from '../../../../../src-main/device/scale/scale-frame.ts'
import type { ScaleReading } from '../../../../../src-shared/model/weight.ts'

export type Vector = {
  protocol: ScaleProtocolId
  name: string
  bytes: Uint8Array
  /** What the frame says; null for one that carries no weight; nothing at all for one that must not be read. */
  reading: ScaleReading | null | 'no frame'
  unit: ScaleUnit | null
}

const steady = (grams: number, shown: string, net = false): ScaleReading => ({
  is: 'steady',
  grams,
  net,
  shown,
})
const moving = (grams: number, shown: string): ScaleReading => ({ is: 'moving', grams, shown })
const noWeight: ScaleReading = { is: 'moving', grams: null, shown: null }
const over: ScaleReading = { is: 'overload' }
const under: ScaleReading = { is: 'below-zero', grams: null }
const below = (grams: number): ScaleReading => ({ is: 'below-zero', grams })
const needsZero: ScaleReading = { is: 'needs-zero' }
const fault = (why: string): ScaleReading => ({ is: 'fault', why })

const hex = (text: string) => Uint8Array.from(text.split(' ').map((byte) => Number.parseInt(byte, 16)))
const latin = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))

type Row = [name: string, frame: string | Uint8Array, reading: Vector['reading'], unit?: ScaleUnit]

function of(protocol: ScaleProtocolId, rows: Row[]): Vector[] {
  return rows.map(([name, frame, reading, unit]) => ({
    protocol,
    name,
    bytes: typeof frame === 'string' ? latin(frame) : frame,
    reading,
    unit: unit ?? null,
  }))
}

const strangeUnit = 'The scale shows a unit the station does not know; set it to kg, g or lb.'

export const vectors: Vector[] = [
  ...of('brecknell', [
    ['kilograms', hex('02 30 30 2E 35 30 30 0D'), steady(500, '0.500 kg')],
    ['pounds and ounces', '\x02  2 lb  3.5 oz\r', steady(1006, '2 lb 3.5 oz')],
    ['over capacity', hex('02 3F 42 0D'), over],
  ]),
  ...of('nci', [
    ['5.02 lb stable', hex('0A 30 30 35 2E 30 32 6C 62 0D 0A 30 30 0D 03'), steady(2277, '5.02 lb')],
    ['1.250 kg in motion', hex('0A 30 31 2E 32 35 30 6B 67 0D 0A 31 30 0D 03'), moving(1250, '1.250 kg')],
    ['zero, stable', hex('0A 30 30 2E 30 30 30 6B 67 0D 0A 32 30 0D 03'), steady(0, '0.000 kg')],
    ['over capacity', hex('0A 5E 5E 5E 5E 5E 5E 6B 67 0D 0A 30 32 0D 03'), over],
    ['under capacity', hex('0A 5F 5F 5F 5F 5F 5F 6B 67 0D 0A 30 31 0D 03'), under],
    [
      'net, three status bytes',
      hex('0A 30 30 2E 37 35 30 6B 67 0D 0A 30 70 34 0D 03'),
      steady(750, '0.750 kg', true),
    ],
    [
      '2 lb 3.5 oz',
      hex('0A 20 32 6C 62 20 20 33 2E 35 6F 7A 0D 0A 30 30 0D 03'),
      steady(1006, '2 lb 3.5 oz'),
    ],
    ['visible parity', hex('0A 30 B1 2E B2 35 30 EB E7 8D 0A B1 30 8D 03'), moving(1250, '1.250 kg')],
    ['negative', '\n- 0.050kg\r\n00\r\x03', below(-50)],
    ['negative and in motion', '\n- 0.050kg\r\n10\r\x03', moving(-50, '-0.050 kg')],
    ['grams between spaces', '\n 1234 g \r\n00\r\x03', steady(1234, '1234 g')],
    ['no zero found', '\n------kg\r\n00\r\x03', needsZero],
    ['initial zero error', '\n00.000kg\r\n0p8\r\x03', needsZero],
    ['over by status alone', '\n00.000kg\r\n02\r\x03', over],
    ['memory fault', '\n00.000kg\r\n40\r\x03', fault('The scale reports a fault of its memory.')],
    ['program fault', '\n00.000kg\r\n04\r\x03', fault('The scale reports a fault of its memory.')],
    ['calibration lost', '\n00.000kg\r\n08\r\x03', fault('The scale has lost its calibration.')],
    ['four status bytes', '\n01.250kg\r\n0pp4\r\x03', steady(1250, '1.250 kg')],
    ['ECR, stable', '\n00.500KG\r\nS00\r\x03', steady(500, '0.500 kg')],
    ['ECR as an Avery sends it', '\n00.000LB\r\nS20\r\x03', steady(0, '0.000 lb')],
    ['ECR without a line feed', '\n00.000LB\rS20\r\x03', steady(0, '0.000 lb')],
    ['ECR, ounces', '\n0012.5OZ\r\nS00\r\x03', steady(354, '12.5 oz')],
    ['ECR, no weight to give: motion', '\nS10\r\x03', noWeight],
    ['ECR, no weight to give: over', '\nS02\r\x03', over],
    ['ECR, no weight to give: under', '\nS01\r\x03', under],
    ['ECR, no weight to give: below zero', '\nS00\r\x03', noWeight],
    ['SCP-12', '\n  1.250kg\r00\x03', steady(1250, '1.250 kg')],
    ['a status that lost its first byte', '\n01.250kg\r\n0\r\x03', 'no frame'],
    ['an unknown command', '\n?\r\x03', null],
    ['its capability', '\nOPOS\r\x03', null],
    ['two points', '\n0.1.25kg\r\n0\r\x03', 'no frame'],
    ['a decimal comma', '\n01,250kg\r\n00\r\x03', steady(1250, '1.250 kg')],
    ['ounces with a decimal comma', '\n 2lb  3,5oz\r\n00\r\x03', steady(1006, '2 lb 3.5 oz')],
  ]),
  ...of('mt-sics', [
    ['stable', hex('53 20 53 20 20 20 20 20 20 31 2E 32 33 34 20 6B 67 0D 0A'), steady(1234, '1.234 kg')],
    ['stable grams', 'S S    100.00 g\r\n', steady(100, '100.00 g')],
    ['dynamic and negative', 'S D     -0.012 kg\r\n', moving(-12, '-0.012 kg')],
    ['stable and negative', 'S S     -0.012 kg\r\n', below(-12)],
    ['zero', 'S S      0.000 kg\r\n', steady(0, '0.000 kg')],
    ['overload', 'S +\r\n', over],
    ['underload', 'S -\r\n', under],
    ['not now', 'S I\r\n', noWeight],
    [
      'syntax error',
      'ES\r\n',
      fault('The scale does not know the question for the weight: check its protocol.'),
    ],
    ['transmission error', 'ET\r\n', noWeight],
    ['standby', 'EL\r\n', fault('The scale cannot weigh now: is it in standby?')],
    ['another unit', 'S S    100.00 ct\r\n', fault('The scale shows ct; set it to kg, g, lb or oz.')],
    ['a serial number', 'I4 A "0123456789"\r\n', null],
    ['accepted', 'S A\r\n', null],
    ['a tare taken', 'T S    1.234 kg\r\n', null],
    ['a weight without a state', 'S      1.234 kg\r\n', 'no frame'],
    ['a decimal comma', 'S S      1,234 kg\r\n', steady(1234, '1.234 kg')],
    ['two commas', 'S S      1,2,4 kg\r\n', 'no frame'],
  ]),
  ...of('toledo-continuous', [
    [
      '1.234 kg gross stable',
      hex('02 2D 30 20 30 30 31 32 33 34 30 30 30 30 30 30 0D 2A'),
      steady(1234, '1.234 kg'),
    ],
    ['1.230 motion', hex('02 2D 38 20 30 30 31 32 33 30 30 30 30 30 30 30 0D 26'), moving(1230, '1.230 kg')],
    ['-0.050', hex('02 2D 32 20 30 30 30 30 35 30 30 30 30 30 30 30 0D 2D'), below(-50)],
    ['over range', hex('02 2D 34 20 30 30 30 30 30 30 30 30 30 30 30 30 0D 30'), over],
    [
      'net 0.734, tare 0.500',
      hex('02 2D 31 20 30 30 30 37 33 34 30 30 30 35 30 30 0D 20'),
      steady(734, '0.734 kg', true),
    ],
    ['under range', checked('\x02\x2d6 000000000000\r'), under],
    ['pounds', checked('\x02\x2c  000502000000\r'), steady(2277, '5.02 lb')],
    ['grams', checked('\x02\x2a !001234000000\r'), steady(1234, '1234 g')],
    ['tens, not sent', checked('\x02\x290 000012000000\r'), steady(120_000, '120 kg')],
    ['hundreds, not sent', checked('\x02\x280 000012000000\r'), steady(1_200_000, '1200 kg')],
    ['five decimals', checked('\x02\x2f0 012345000000\r'), steady(123, '0.12345 kg')],
    ['digits behind spaces', checked('\x02\x2d0   1234     0\r'), steady(1234, '1.234 kg')],
    ['not zeroed since power-up', checked('\x02\x2dp 001234000000\r'), needsZero],
    [
      'expanded',
      checked('\x02\x2d00001234000000\r'),
      fault('The scale shows ten times its digits; switch that off.'),
    ],
    ['tonnes', checked('\x02\x2d0"001234000000\r'), fault(strangeUnit)],
    ['the short form', checked('\x02\x2d0 001234\r'), steady(1234, '1.234 kg')],
    ['without a checksum', '\x02\x2d0 001234000000\r\x02', steady(1234, '1.234 kg')],
    ['a wrong checksum', '\x02\x2d0 001234000000\r\x2b', 'no frame'],
    ['a letter among its digits', checked('\x02\x2d0 00123A000000\r'), 'no frame'],
  ]),
  ...of('sma', [
    ['5.025 lb', '\n 1G       5.025lb \r', steady(2279, '5.025 lb')],
    ['zero', '\nZ1G       0.000lb \r', steady(0, '0.000 lb')],
    ['motion', '\n 1GM      7.650kg \r', moving(7650, '7.650 kg')],
    ['net', '\n 1N       0.734kg \r', steady(734, '0.734 kg', true)],
    ['net in high resolution', '\n 1n      0.7341kg \r', steady(734, '0.7341 kg', true)],
    ['negative', '\n 1G      -0.050kg \r', below(-50)],
    ['over', '\nO1G  ----------kg \r', over],
    ['under', '\nU1G  ----------kg \r', under],
    ['zero error', '\nE1G  ----------kg \r', needsZero],
    ['initial zero error', '\nI1G  ----------kg \r', needsZero],
    ['tare error', '\nT1G  ----------kg \r', fault('The scale reports an error of its tare.')],
    ['not displayed', '\ne1G       1.234kg \r', noWeight],
    ['no stable weight in time', '\n 1G  ----------kg \r', noWeight],
    ['a tare', '\n 1T       0.500kg \r', null],
    ['tonnes', '\n 1G       0.500t  \r', fault('The scale shows t; set it to kg, g, lb or oz.')],
    ['an unknown command', '\n?\r', null],
    ['a byte lost', '\n 1G      5.025lb \r', 'no frame'],
  ]),
  ...of('a-and-d', [
    ['stable', 'ST,+00123.45 kg\r\n', steady(123_450, '123.45 kg')],
    ['unstable and negative', 'US,-00000.05 kg\r\n', moving(-50, '-0.05 kg')],
    ['stable and negative', 'ST,-00000.05 kg\r\n', below(-50)],
    ['grams', 'ST,+000123.4  g\r\n', steady(123, '123.4 g')],
    ['zero', 'ST,+00000.00 kg\r\n', steady(0, '0.00 kg')],
    ['pounds', 'ST,+0005.020 lb\r\n', steady(2277, '5.020 lb')],
    ['ounces', 'ST,+00012.50 oz\r\n', steady(354, '12.50 oz')],
    ['over', 'OL,+999999.9  g\r\n', over],
    ['over, all nines', 'OL,-99999999  g\r\n', over],
    ['over, with an exponent', 'OL,+9999999E+19\r\n', over],
    ['over, with the last weight', 'OL,+00123.45 kg\r\n', over],
    ['a count', 'QT,+00012345 PC\r\n', null],
    ['per cent', 'ST,+00012.50  %\r\n', null],
    ['troy ounces', 'ST,+00012.50ozt\r\n', fault('The scale shows ozt; set it to kg, g, lb or oz.')],
    ['a verdict in between', 'ST,OK,+00123.45 kg\r\n', steady(123_450, '123.45 kg')],
    ['no verdict yet', 'US,--,+00123.45 kg\r\n', moving(123_450, '123.45 kg')],
    ['a digit lost', 'ST,+0123.45 kg\r\n', 'no frame'],
    ['no sign', 'ST, 00123.45 kg\r\n', 'no frame'],
    ['a command accepted', hex('06 0D 0A'), 'no frame'],
    ['MT format, stable', 'S     0.1278  g\r\n', steady(0, '0.1278 g')],
    ['MT format, stable kilograms', 'S      1.234 kg\r\n', steady(1234, '1.234 kg')],
    ['MT format, unstable and negative', 'SD   -18.369  g\r\n', moving(-18, '-18.369 g')],
    ['MT format, stable and negative', 'S     -0.050 kg\r\n', below(-50)],
    ['MT format, over', 'SI+\r\n', over],
    ['MT format, under', 'SI-\r\n', under],
    ['MT format, a count', 'S        12 PC\r\n', null],
    ['MT format, no digits', 'S            g\r\n', 'no frame'],
    ['nine characters of digits', 'ST,+000123.45 kg\r\n', steady(123_450, '123.45 kg')],
    ['a decimal comma', 'ST,+00123,45 kg\r\n', steady(123_450, '123.45 kg')],
    [
      'a point and a comma',
      'ST,+1.123,45 kg\r\n',
      fault('The scale sends a point and a comma in one number (1.123,45); let it send one.'),
    ],
    ['CSV format', 'ST,+000.1278,  g\r\n', steady(0, '0.1278 g')],
    ['CSV format, kilograms', 'ST,+0001.278, kg\r\n', steady(1278, '1.278 kg')],
    ['CSV format with a decimal comma', 'US;+0001,278; kg\r\n', moving(1278, '1.278 kg')],
    ['CSV format, over', 'OL,+9999999E+19,  g\r\n', over],
    ['CSV format without its point', 'ST,+0001278, kg\r\n', 'no frame'],
    ['DP format, stable', 'WT     +1.278 kg\r\n', steady(1278, '1.278 kg')],
    ['DP format, unstable and negative', 'US    -18.369  g\r\n', moving(-18, '-18.369 g')],
    ['DP format, zero', 'WT      0.000 kg\r\n', steady(0, '0.000 kg')],
    ['DP format, out of range', 'US          E kg\r\n', noWeight],
    ['DP format, a count', 'QT        +12 PC\r\n', null],
    ['DP format, a character lost', 'WT    +1.278 kg\r\n', 'no frame'],
    ['KF format, stable', '+     12.78 g \r\n', steady(13, '12.78 g'), 'g'],
    ['KF format, unstable', '-     12.78   \r\n', moving(-13, '-12.78 g'), 'g'],
    ['KF format, zero', '       0.00 g \r\n', steady(0, '0.00 g'), 'g'],
    ['KF format, no unit chosen', '+     12.78 g \r\n', 'no frame'],
    ['KF format, a character lost', '+    12.78 g \r\n', 'no frame', 'g'],
    ['NU format', '+00012.78\r\n', moving(13, '12.78 g'), 'g'],
    ['NU format, negative', '-000012.78\r\n', moving(-13, '-12.78 g'), 'g'],
    ['NU format, no unit chosen', '+00012.78\r\n', 'no frame'],
  ]),
  ...of('ohaus', [
    [
      'Defender, stable',
      hex('20 20 20 20 31 2E 32 33 34 20 6B 67 20 20 20 20 47 20 20 0D 0A'),
      steady(1234, '1.234 kg'),
    ],
    [
      'Defender, in motion',
      hex('20 20 20 20 31 2E 32 33 34 20 6B 67 20 20 20 3F 47 20 20 0D 0A'),
      moving(1234, '1.234 kg'),
    ],
    ['Defender, negative', hex('2D 20 20 20 30 2E 30 35 30 20 6B 67 20 20 20 20 47 20 20 0D 0A'), below(-50)],
    ['Defender, net', '    0.734 kg    NET\r\n', steady(734, '0.734 kg', true)],
    ['Defender, a tare', '    0.500 kg    T  \r\n', null],
    ['Ranger, gross', '    1.234 kg   B/G\r\n', steady(1234, '1.234 kg')],
    ['Ranger, net in motion', '    0.734 kg ? NET\r\n', { ...moving(734, '0.734 kg') }],
    ['Scout, stable', '     192.21 g\r\n', steady(192, '192.21 g')],
    ['Scout, in motion', '       0.01 g ?\r\n', moving(0, '0.01 g')],
    ['zero', '    0.000 kg    G  \r\n', steady(0, '0.000 kg')],
    ['pieces', '       12 pcs\r\n', null],
    ['carats', '     192.21 ct\r\n', fault('The scale shows ct; set it to kg, g, lb or oz.')],
    ['an error', 'Err 8.3\r\n', noWeight],
    ['its version', 'LFT ON\r\n', noWeight],
    ['a decimal comma', '     192,21 g\r\n', steady(192, '192.21 g')],
  ]),
  ...of('cas', [
    ['stable', hex('01 02 53 20 30 31 2E 32 33 34 6B 67 65 03 04'), steady(1234, '1.234 kg')],
    ['in motion', hex('01 02 55 20 30 31 2E 32 33 34 6B 67 63 03 04'), moving(1234, '1.234 kg')],
    ['negative', hex('01 02 53 2D 30 30 2E 30 35 30 6B 67 69 03 04'), below(-50)],
    ['below zero without saying how far', casFrame('S-00.000kg'), under],
    ['overload', hex('01 02 53 46 46 46 46 46 46 46 6B 67 19 03 04'), over],
    ['a capital unit', hex('01 02 53 20 30 31 2E 32 33 34 4B 67 45 03 04'), steady(1234, '1.234 kg')],
    ['a decimal comma', casFrame('S 01,234kg'), steady(1234, '1.234 kg')],
    ['pounds', hex('01 02 53 20 30 31 2E 32 33 34 6C 62 67 03 04'), steady(560, '1.234 lb')],
    ['not ready', hex('15'), noWeight],
    ['a wrong check byte', hex('01 02 53 20 30 31 2E 32 33 34 6B 67 64 03 04'), 'no frame'],
    ['one digit changed', hex('01 02 53 20 30 39 2E 32 33 34 6B 67 65 03 04'), 'no frame'],
  ]),
  ...of('cas-ecr', [
    ['kilograms', hex('02 30 30 31 32 33 34 04 03'), moving(1234, '1.234 kg')],
    ['a check byte like ETX', hex('02 30 30 31 32 33 33 03 03'), moving(1233, '1.233 kg')],
    ['zero', hex('02 30 30 30 30 30 30 00 03'), moving(0, '0.000 kg')],
    ['digits behind spaces', hex('02 30 20 20 35 30 30 05 03'), moving(500, '0.500 kg')],
    ['negative', hex('02 30 2D 30 30 35 30 18 03'), moving(-50, '-0.050 kg')],
    ['grams', hex('02 30 30 31 32 33 34 04 03'), moving(1234, '1234 g'), 'g'],
    ['pounds', hex('02 30 30 31 32 33 34 04 03'), moving(5597, '12.34 lb'), 'lb'],
    [
      'ounces',
      hex('02 30 30 31 32 33 34 04 03'),
      fault('This scale sends digits without a point; set it to kg, g or lb.'),
      'oz',
    ],
    ['overload', hex('02 30 46 46 46 46 46 76 03'), over],
    ['ready', hex('06'), null],
    ['not ready', hex('15'), noWeight],
    ['a wrong check byte', hex('02 30 30 31 32 33 34 05 03'), 'no frame'],
    ['one digit changed', hex('02 30 30 31 39 33 34 04 03'), 'no frame'],
  ]),
  ...of('cas-indicator', [
    [
      '22 bytes, stable',
      hex('53 54 2C 47 53 2C 30 C4 2C 30 30 30 30 31 33 2E 35 20 6B 67 0D 0A'),
      steady(13_500, '13.5 kg'),
    ],
    [
      '22 bytes, in motion',
      hex('55 53 2C 47 53 2C 30 84 2C 30 30 30 30 31 33 2E 35 20 6B 67 0D 0A'),
      moving(13_500, '13.5 kg'),
    ],
    ['22 bytes, a lamp like CR', 'US,GS,0\x8d,000013.5 kg\r\n', moving(13_500, '13.5 kg')],
    ['22 bytes, a lamp like LF', 'US,GS,0\x8a,000013.5 kg\r\n', moving(13_500, '13.5 kg')],
    ['22 bytes, lamp and tag disagree', 'ST,GS,0\x84,000013.5 kg\r\n', moving(13_500, '13.5 kg')],
    ['22 bytes, on hold', 'ST,GS,0\xd4,000013.5 kg\r\n', moving(13_500, '13.5 kg')],
    ['22 bytes, net', 'ST,NT,0\xc2,000013.5 kg\r\n', steady(13_500, '13.5 kg', true)],
    ['22 bytes, negative', 'ST,GS,0\xc4,-00000.5 kg\r\n', below(-500)],
    ['22 bytes, zero', 'ST,GS,0\xc5,000000.0 kg\r\n', steady(0, '0.0 kg')],
    ['22 bytes, over', 'OL,GS,0\x84,999999.9 kg\r\n', over],
    [
      '22 bytes, tonnes',
      'ST,GS,0\xc4,0000.135  t\r\n',
      fault('The scale shows t; set it to kg, g, lb or oz.'),
    ],
    ['18 bytes', 'ST,GS,+  1.234kg\r\n', steady(1234, '1.234 kg')],
    ['18 bytes with visible parity', latin('ST,GS,+  1.234kg\r\n').map(evenParity), steady(1234, '1.234 kg')],
    ['10 bytes, unit by hand', '000013.5\r\n', moving(13_500, '13.5 kg'), 'kg'],
    ['10 bytes, negative', '-00013.5\r\n', moving(-13_500, '-13.5 kg'), 'kg'],
    ['10 bytes without a unit', '000013.5\r\n', 'no frame'],
    ['DH, gross', 'ww001.234kg\r\n', moving(1234, '1.234 kg')],
    ['DH, net', 'wn000.734kg\r\n', moving(734, '0.734 kg')],
    ['DH, tare', 'wt000.500kg\r\n', null],
    ['DH, zero', 'ww000.000kg\r\n', moving(0, '0.000 kg')],
    ['a digit lost', 'ST,GS,0\xc4,00013.5 kg\r\n', 'no frame'],
  ]),
  ...of('sartorius-sbi', [
    ['16 characters', hex('2B 20 20 20 31 32 33 2E 35 36 20 67 20 20 0D 0A'), steady(124, '123.56 g')],
    [
      '22 characters, net',
      hex('4E 20 20 20 20 20 2B 20 20 20 31 32 33 2E 35 36 20 67 20 20 0D 0A'),
      steady(124, '123.56 g', true),
    ],
    ['22 characters, gross', 'G     +    1.234 kg \r\n', steady(1234, '1.234 kg')],
    ['nine digits', '+123456.78 g  \r\n', steady(123_457, '123456.78 g')],
    ['a digit not verified', '+ 123.5[6] g  \r\n', steady(124, '123.56 g')],
    ['no unit while it moves', '+   123.56    \r\n', noWeight],
    ['negative', '-     0.05 kg \r\n', below(-50)],
    ['zero', '      0.00 g  \r\n', steady(0, '0.00 g')],
    ['too heavy', 'Stat           H    \r\n', over],
    ['too light', 'Stat           L    \r\n', under],
    ['adjusting', 'Stat           C    \r\n', noWeight],
    ['an error', 'Stat       ERR 054  \r\n', fault('The scale reports error 054.')],
    ['some other state', 'Stat       BUSY     \r\n', fault('The scale reports "BUSY".')],
    ['another unit', '+   123.56 ct \r\n', fault('The scale shows ct; set it to kg, g, lb or oz.')],
    ['a character lost', '+  123.56 g  \r\n', 'no frame'],
  ]),
  ...of('adam', [
    ['stable', 'S G/W+   1.75 kg\r\n', steady(1750, '1.75 kg')],
    ['unstable', 'U G/W+   1.75 kg\r\n', moving(1750, '1.75 kg')],
    ['not said whether stable', 'G/W+   1.75 kg\r\n', moving(1750, '1.75 kg')],
    ['net', 'S N/W+   0.75 kg\r\n', steady(750, '0.75 kg', true)],
    ['negative', 'S G/W-   0.05 kg\r\n', below(-50)],
    ['a tare', 'S T/W+   0.50 kg\r\n', null],
    ['no number', 'S G/W+        kg\r\n', 'no frame'],
  ]),
  ...of('radwag', [
    ['stable', radwag('SI ', ' ', ' ', '8.5', 'g'), steady(9, '8.5 g')],
    ['unstable', radwag('SI ', '?', ' ', '18.5', 'kg'), moving(18_500, '18.5 kg')],
    ['stable and negative', radwag('S  ', ' ', '-', '8.5', 'kg'), below(-8500)],
    ['in the unit shown', radwag('SUI', '?', '-', '58.237', 'kg'), moving(-58_237, '-58.237 kg')],
    ['one space more, moving', radwag('SI  ', '?', ' ', '1.234', 'kg'), moving(1234, '1.234 kg')],
    ['one space more, stable', radwag('S   ', ' ', ' ', '1.234', 'kg'), steady(1234, '1.234 kg')],
    ['too heavy', radwag('SI ', '^', ' ', '60.050', 'kg'), over],
    ['too light', radwag('SI ', 'v', '-', '0.100', 'kg'), under],
    ['accepted', 'S A\r\n', null],
    ['no stable weight in time', 'S E\r\n', noWeight],
    ['not now', 'SI I\r\n', noWeight],
    [
      'syntax error',
      'ES\r\n',
      fault('The scale does not know the question for the weight: check its protocol.'),
    ],
    [
      'another unit',
      radwag('SI ', ' ', ' ', '172.135', 'N'),
      fault('The scale shows n; set it to kg, g, lb or oz.'),
    ],
    ['no unit', radwag('SI ', ' ', ' ', '172.13', ''), 'no frame'],
    ['a column short', 'SI ?      18.5 kg \r\n', 'no frame'],
  ]),
  ...of('erte', [
    ['stable', 'A001234\r', steady(1234, '1.234 kg')],
    ['stable with a tare', 'B000734\r', steady(734, '0.734 kg', true)],
    ['moving', 'C001230\r', moving(1230, '1.230 kg')],
    ['moving with a tare', 'D000730\r', moving(730, '0.730 kg')],
    ['zero', 'A000000\r', steady(0, '0.000 kg')],
    ['digits behind spaces', 'A  1234\r', steady(1234, '1.234 kg')],
    ['few digits behind spaces', 'A    12\r', steady(12, '0.012 kg')],
    ['set to grams', 'A001234\r', steady(1234, '1234 g'), 'g'],
    [
      'set to pounds',
      'A001234\r',
      fault('This scale sends digits without a point; set it to kg with three decimals, or g.'),
      'lb',
    ],
    ['out of range', 'E999999\r', over],
    ['out of range, no digits', 'E------\r', over],
    ['no digits', 'A------\r', noWeight],
    ['with visible parity', latin('A001234\r').map(evenParity), steady(1234, '1.234 kg')],
    ['a digit lost', 'A01234\r', 'no frame'],
    ['a letter too far', 'F001234\r', 'no frame'],
  ]),
]

/** A frame of Toledo continuous with its checksum. */
function checked(text: string): Uint8Array {
  const sum = latin(text).reduce((total, byte) => total + byte, 0)
  return Uint8Array.from([...latin(text), -sum & 0x7f])
}

/** What a CAS scale says, with its check byte. */
function casFrame(said: string): Uint8Array {
  const check = latin(said).reduce((sum, byte) => sum ^ byte, 0)
  return Uint8Array.from([0x01, 0x02, ...latin(said), check, 0x03, 0x04])
}

/** Columns of Radwag: command, mark, sign, nine of weight, three of unit. */
function radwag(command: string, mark: string, sign: string, weight: string, unit: string): string {
  return `${command}${mark} ${sign}${weight.padStart(9)} ${unit.padEnd(3)}\r\n`
}

function evenParity(byte: number): number {
  const ones = byte.toString(2).replaceAll('0', '').length
  return ones % 2 === 0 ? byte : byte | 0x80
}
