import { hasRightCheckDigit } from '../../../src-shared/rule/check-digit.ts'
import { readScanText } from '../../../src-shared/rule/scan-text.ts'
import type { DoctorFacts, Fault } from './facts.ts'
import { testCode } from './test-code.ts'

/** Faster than a person scans the same box twice, slower than one trigger pull takes. */
const doubledWithinMs = 700

function typed({ scan }: DoctorFacts): string | null {
  return scan?.by === 'keyboard' ? scan.text : null
}

/** The test code as it came through a keyboard, when it was that; null when it came right or was another code. */
function spoiltTestCode(facts: DoctorFacts): string | null {
  const text = typed(facts)
  if (text === null || text === testCode) return null
  const isAsLong = Math.abs(text.length - testCode.length) <= 3
  const isOneOfItsParts = text.length >= 6 && testCode.endsWith(text)
  return isAsLong || isOneOfItsParts ? text : null
}

const swapCase = (text: string) =>
  [...text].map((sign) => (sign === sign.toLowerCase() ? sign.toUpperCase() : sign.toLowerCase())).join('')

/** The digit keys of a French keyboard without Shift; a code of digits comes out as these. */
const frenchDigits = /^[&é"'(\-è_çà]{4,}$/

const cureOfTyping = 'Or switch it to USB HID POS or serial: then no keyboard layout stands between.'

/** Faults that show in what a scan says. */
export const scanFaults: readonly Fault[] = [
  {
    id: 'caps-lock',
    roles: ['scanner'],
    signs: 'The test code came with capitals and small letters swapped.',
    isCertain: true,
    find: (facts) =>
      spoiltTestCode(facts) === swapCase(testCode)
        ? {
            say: 'Caps Lock is on: a scanner that types gets its letters turned round.',
            next: `Press Caps Lock and scan the test code again. ${cureOfTyping}`,
          }
        : null,
  },
  {
    id: 'first-signs-missing',
    roles: ['scanner'],
    signs: 'The test code came without its beginning.',
    isCertain: true,
    find: (facts) => {
      const text = spoiltTestCode(facts)
      if (text === null || text.length >= testCode.length || !testCode.endsWith(text)) return null
      return {
        say: `The first ${testCode.length - text.length} characters are missing: the scanner types faster than this computer takes keys.`,
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
      const text = typed(facts)
      const spoilt = spoiltTestCode(facts)
      const isFrench = text !== null && frenchDigits.test(text)
      const isOtherLayout =
        spoilt !== null &&
        spoilt !== swapCase(testCode) &&
        !testCode.endsWith(spoilt) &&
        shares(spoilt, testCode)
      if (!isFrench && !isOtherLayout) return null
      return {
        say: 'The scanner types for another keyboard layout than this computer has: letters and signs come out wrong.',
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
      if (problems.length === 0) return null
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

/** At least a third of the characters stand where they should. */
function shares(text: string, wanted: string): boolean {
  const same = [...wanted].filter((sign, at) => text[at] === sign).length
  return same * 3 >= wanted.length || /[&é"'(\-è_çà]{6}/.test(text)
}
