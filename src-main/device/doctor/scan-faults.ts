import { hasRightCheckDigit } from '../../../src-shared/rule/check-digit.ts'
import { readScanText } from '../../../src-shared/rule/scan-text.ts'
import { explainTestCode, type TestCodeAnswer } from '../../../src-shared/rule/test-code.ts'
import { printAddress } from '../address.ts'
import type { DoctorFacts, Fault } from './facts.ts'

/** Faster than a person scans the same box twice, slower than one trigger pull takes. */
const doubledWithinMs = 500

function typed({ scan }: DoctorFacts): string | null {
  return scan?.by === 'keyboard' ? scan.text : null
}

/** What became of the test code on its way through a keyboard; null when the last scan was another code. */
function testAnswer(facts: DoctorFacts): TestCodeAnswer | null {
  const text = typed(facts)
  const answer = text === null ? null : explainTestCode(text)
  // Some digits alone may be anybody's code.
  if (answer?.is === 'lost' && !/[A-Ca-c]{2}/.test(text ?? '')) return null
  return answer
}

/** The digit keys of a French keyboard without Shift; a code of digits comes out as these. */
const frenchDigits = /^[&é"'(\-è_çà]{4,}$/

const cureOfTyping = 'Or switch it to USB HID POS or serial: then no keyboard layout stands between.'

/** A product number with something in front of it that no product number has; null for any other code. */
function prefixedNumber(text: string): { prefix: string; number: string } | null {
  const [, prefix = '', number = ''] = /^(?:\][A-Za-z][0-9A-Za-z])?([!-~]{1,3}?)(\d{12,14})$/.exec(text) ?? []
  if (prefix === '' || prefix.startsWith(']') || /\d$/.test(prefix)) return null
  return hasRightCheckDigit(number) ? { prefix, number } : null
}

/** Faults that show in what a scan says. */
export const scanFaults: readonly Fault[] = [
  {
    id: 'caps-lock',
    roles: ['scanner'],
    signs: 'The test code came with capitals and small letters swapped.',
    isCertain: true,
    find: (facts) =>
      testAnswer(facts)?.is === 'capitals'
        ? {
            say: 'Caps Lock is on, or the scanner is set to one case: its letters come out turned round.',
            next: `Press Caps Lock and scan the test code again. ${cureOfTyping}`,
          }
        : null,
  },
  {
    id: 'keys-lost',
    roles: ['scanner'],
    signs: 'The test code came with characters missing.',
    isCertain: true,
    find: (facts) => {
      const answer = testAnswer(facts)
      if (answer?.is !== 'lost') return null
      return {
        say: `Of the test code these are missing: ${answer.missing}. The scanner types faster than this computer takes keys.`,
        next: `Scan "inter-character delay 10 ms" in its manual. ${cureOfTyping}`,
      }
    },
  },
  {
    id: 'wrong-layout',
    roles: ['scanner'],
    signs: 'The test code came with other characters, or digits came as the signs of a French keyboard.',
    isCertain: true,
    find: (facts) => {
      const answer = testAnswer(facts)
      if (answer?.is !== 'layout' && !frenchDigits.test(typed(facts) ?? '')) return null
      const host = answer?.is === 'layout' && answer.host !== null ? ` (${answer.host})` : ''
      return {
        say: `The scanner types for another keyboard layout than this computer has${host}: letters and signs come out wrong.`,
        next: `Scan the country code of this computer's keyboard in its manual. ${cureOfTyping}`,
      }
    },
  },
  {
    id: 'separator-missing',
    roles: ['scanner'],
    signs: 'A GS1 code came without the separators between its parts.',
    isCertain: false,
    find: ({ scan }) => {
      if (scan === null || scan.text.includes('\x1d')) return null
      const bare = scan.text.replace(/^\][A-Za-z][0-9A-Za-z]/, '')
      const isGtinFirst = /^01\d{14}./.test(bare) && hasRightCheckDigit(bare.slice(2, 16))
      if (!isGtinFirst) return null
      // Read as a symbology that carries element strings, whatever the scanner said it was.
      const { problems } = readScanText(`]d2${bare}`)
      // What goes with what is the label's own affair.
      if (problems.every(({ is }) => is === 'needs' || is === 'does-not-go-with')) return null
      return {
        say: 'The separators between the parts of a GS1 code are missing: where a batch or count ends cannot be told, and it is not guessed.',
        next:
          scan.by === 'keyboard'
            ? 'A scanner that types loses them. Switch it to USB HID POS or serial.'
            : 'Scan "transmit GS1 separator (FNC1)" in its manual.',
      }
    },
  },
  {
    id: 'own-prefix',
    roles: ['scanner'],
    signs: 'A product number came with other characters in front of it.',
    isCertain: false,
    find: (facts) => {
      const { address, lineText } = facts
      const told = prefixedNumber(typed(facts) ?? lineText ?? '')
      if (told === null) return null
      const say = `The scanner may put "${told.prefix}" in front of its codes: ${told.number} alone would be a product number.`
      const next = 'Switch its prefix, or the letter for the kind of code ("code ID"), off in its manual'
      const isOwn = address?.is === 'serial' || address?.is === 'tcp' || address?.is === 'hid'
      if (typed(facts) !== null || !isOwn) return { say, next: `${next}.` }
      return {
        say,
        next: `${next}, or let the station take it off.`,
        address: printAddress({ ...address, prefix: told.prefix }, 'scanner'),
      }
    },
  },
  {
    id: 'doubled',
    roles: ['scanner'],
    signs: 'The same code came twice within a moment.',
    isCertain: false,
    find: ({ scan, sees }) => {
      const isDoubled = scan?.repeatMs != null && scan.repeatMs <= doubledWithinMs
      if (!isDoubled && sees !== 'twice') return null
      return {
        say: 'One code comes twice: the scanner reads it again, or repeats it because it waits for an answer.',
        next: 'In its manual, raise the "same code delay" to 1 second, or leave the presentation mode; switch "ACK/NAK" off.',
      }
    },
  },
  {
    id: 'scanner-floods',
    roles: ['scanner'],
    signs: 'The station set the scanner aside because it sent without end.',
    isCertain: true,
    find: ({ state }) =>
      state.is === 'set-aside'
        ? {
            say: 'The scanner sends without end.',
            next: 'Unplug it. If it does so again, scan "factory defaults" in its manual and set it up anew; a stuck trigger does the same.',
          }
        : null,
  },
]
