import { impossible } from '../../src-shared/failure.ts'
import type { TestCodeAnswer } from '../../src-shared/rule/test-code.ts'

function testAnswer(answer: TestCodeAnswer): string {
  switch (answer.is) {
    case 'fine':
      return 'Every key arrived as it should.'
    case 'capitals':
      return 'Capitals and small letters are mixed up: switch Caps Lock off, and take the setting for capitals off the scanner.'
    case 'layout':
      return answer.host === null
        ? 'Other characters arrived: the scanner types for another country than this keyboard. Scan its setup code for the country of this computer.'
        : `This computer has a ${answer.host} keyboard and the scanner types for an American one. Scan its setup code "${answer.host} keyboard".`
    case 'lost':
      return `Keys got lost on the way (${answer.missing}): set a longer pause between keys in the scanner, or use USB HID POS.`
    case 'other-code':
      return 'That is not the code above.'
    default:
      return impossible(answer)
  }
}

export const deviceWords = {
  title: 'Devices',
  names: { scanner: 'Scanner', scale: 'Scale', printer: 'Label printer', printer2: 'Second printer' },
  lastData: 'Last data',
  lastSeen: (when: string) => `Last seen ${when}`,
  virtual: 'virtual',
  cannotWeigh: {
    overload: {
      say: 'Scale: there is more on it than it can weigh.',
      next: 'Take something off.',
    },
    'below-zero': {
      say: 'Scale: it stands below zero.',
      next: 'Take everything off it and press its zero key.',
    },
    'needs-zero': {
      say: 'Scale: it has lost its zero.',
      next: 'Take everything off it and press its zero key.',
    },
  },
  scaleFault: (why: string) => ({
    say: `Scale: ${why}`,
    next: 'Put it right at the scale; the station goes on by itself.',
  }),
  printTest: 'Print a test label',
  tryScanner: 'Scan any code now: it shows here and nothing is counted while this screen is open.',
  setUp: 'Set up',
  useAgain: 'Use it again',
  how: 'How is it connected?',
  kinds: {
    usb: 'USB',
    'usb-printer': 'USB',
    queue: 'Print queue of this computer',
    serial: 'Serial port',
    tcp: 'Network',
    virtual: 'Virtual device',
    folder: 'Folder (labels as PDF)',
    none: 'Not used here',
  },
  port: 'Port',
  noPorts: 'No serial port found. Plug the device in; it shows up here.',
  setupCode: 'Setup code: USB HID POS',
  setupCodeSay:
    'Or scan this one with it, from the screen or printed. If it beeps low and stays as it is, use the one in its manual.',
  noUsb: 'No USB scanner or scale found. Plug the device in and look again.',
  noUsbPrinters: 'No USB printer found. Plug it in and look again; on Windows and macOS use its print queue.',
  noQueues: 'This computer has no print queue. Add the printer in its settings and look again.',
  anyUsbPrinter: 'The only one plugged in',
  language: 'Language',
  languages: {
    zpl: 'ZPL (Zebra and most label printers)',
    epl: 'EPL (older Zebra, Eltron)',
    tspl: 'TSPL (TSC, Gprinter, Rollo)',
    escpos: 'ESC/POS (receipt printers)',
    pdf: 'Pages (office printer)',
  },
  dpi: 'Dots an inch',
  labelSize: 'Label',
  labelSizes: {
    '4x6': '4 × 6 in',
    '100x150': '100 × 150 mm',
    a6: 'A6, 105 × 148 mm',
    '4x3': '4 × 3 in',
    '2x1': '2 × 1 in (product labels)',
    receipt: '80 mm receipt roll',
  },
  turn: 'Turned on the roll',
  turns: {
    '0': 'not turned',
    '90': 'a quarter, clockwise',
    '180': 'upside down',
    '270': 'a quarter, anticlockwise',
  },
  answers: 'Says what it does',
  answersSay: 'Without this, the station asks after every label whether it came out.',
  lookAgain: 'Look again',
  baud: 'Speed (baud)',
  usualBaud: 'usual for it',
  line: 'Bits and parity',
  usualLine: 'usual for it',
  layout: 'How it writes its codes',
  usualLayout: 'usual for its maker',
  layouts: {
    a: 'a: Honeywell, Metrologic',
    b: 'b: Newland, ID Tech, Unitech',
    shifted: 'a, one place further on',
  },
  layoutSay: 'Change this only when codes come with signs in front or without their beginning.',
  prefix: 'In front of its codes',
  noPrefix: 'nothing',
  unit: 'Unit on its display',
  usualUnit: 'usual for it',
  protocol: 'Protocol',
  protocols: {
    'toledo-8217': 'Toledo 8217',
    brecknell: 'Brecknell 67xx, prefixed commands',
    nci: 'NCI / Weigh-Tronix SCP-01, ECR',
    'mt-sics': 'MT-SICS',
    'toledo-continuous': 'Toledo continuous',
    sma: 'SMA',
    'a-and-d': 'A&D standard format',
    ohaus: 'Ohaus',
    cas: 'CAS PD-II / AP-1 (ENQ, DC1)',
    'cas-ecr': 'CAS PD-II types 0 and 1 (ENQ, DC2)',
    'cas-indicator': 'CAS indicator',
    'sartorius-sbi': 'Sartorius SBI',
    adam: 'Adam CPWplus',
    radwag: 'Radwag',
    erte: 'ERTE B2',
    generic: 'Sends ST,GS lines by itself',
  },
  host: 'Address',
  hostPlaceholder: '192.168.1.50',
  tcpPort: 'Port number',
  use: 'Use this',
  findScale: 'Find my scale',
  listening: 'Listening at this port and asking in the ways scales know: up to half a minute.',
  filledIn: 'It is filled in above: press "Use this" to keep it.',
  onlyListened: 'Nothing was sent to it.',
  sent: (count: number) => (count === 1 ? '1 request was sent to it' : `${count} requests were sent to it`),
  tryCode: 'Test a scanner that types',
  tryCodeSay: 'Scan this code from the screen, or print it. What arrived stands below it.',
  cameAs: 'Arrived:',
  testAnswer,
  symbology: (name: string) => `The scanner says what it read: ${name}.`,
  noSymbology:
    'The scanner does not say what it read. Switch on AIM identifiers in it: then GS1 labels are told from plain codes for sure.',
  keyboardScanner: 'A scanner that types like a keyboard needs no set-up: scan on any screen.',
} as const
