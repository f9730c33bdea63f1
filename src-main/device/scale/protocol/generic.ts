import type { ScaleReading } from '../../../../src-shared/model/weight.ts'
import type { ScaleProtocol } from '../protocol.ts'
import { textLines } from '../read-frames.ts'
import { fault, type ScaleUnit, weightInSaidUnit } from '../scale-frame.ts'

/**
 * Nobody knows what scale sends such lines, nor how far it weighs. No box here comes near this: a whole consignment above
 * 400 kg is questioned in the retail company's own forms (its parcel checks). More is a lost point, or grams called kilograms.
 */
const heaviestGrams = 400_000

/**
 * Lines of the `ST,GS,+  1.234kg` family that a scale sends by itself: low-cost indicators, A&D standard format
 * (EK/EW manuals), CAS indicators with 10, 18 and 22 bytes (CI-600, NT-200 manuals). The 22-byte form carries a lamp
 * byte that is no text. A line without a tag says nothing about standing still and is shown, never recorded.
 */
export const generic: ScaleProtocol = {
  name: 'Sends ST,GS lines by itself',
  baud: 9600,
  line: '8N1',
  dtr: 'on',
  ask: null,
  everyMs: 100,
  usualUnit: null,
  newReader: (unit) =>
    textLines({
      beginsLike: /^ *(ST|US|OL|QT)/i,
      read: (line) => {
        const reading = withinReach(readGenericLine(line.trim(), unit))
        return reading === null ? null : { reading }
      },
    }),
}

const tagged =
  /^(ST|US|QT)\s*,?\s*(GS|NT|TR|G|N)?\s*,?\s*(?:(?:[^,][\x80-\xff]|LO|OK|HI|--),)?\s*([+-]?)\s*([\d.,]+)?\s*(kg|g|lb|oz|t|pc|ozt|%)?$/i
const untagged = /^([+-]?)\s*([\d.,]+)\s*(kg|g|lb|oz)?$/i

function withinReach(reading: ScaleReading | null): ScaleReading | null {
  const grams = reading !== null && 'grams' in reading ? reading.grams : null
  if (grams === null || Math.abs(grams) <= heaviestGrams) return reading
  return fault(
    `The scale says ${Math.round(grams / 1000)} kg, more than a box can weigh. Check the unit and the decimals it is set to.`,
  )
}

/** Reads one line. Null for lines that are no weight of what lies on the scale: counts, tares, chatter. */
function readGenericLine(text: string, unit: ScaleUnit | null): ScaleReading | null {
  const bare = untagged.exec(text)
  if (bare) return bareReading(bare, unit)
  // In overload some scales send digits, some blanks, some 9999999E+19: none of them is looked at.
  if (/^OL(\W|$)/i.test(text)) return { is: 'overload' }
  const parts = tagged.exec(text)
  if (!parts) return null
  const [, tag = '', kind = '', sign, digits, said = ''] = parts
  if (tag.toUpperCase() === 'QT' || kind.toUpperCase() === 'TR' || /^(pc|%)$/i.test(said)) return null
  if (digits === undefined) return fault('The scale sent a line without a number.')
  return weightInSaidUnit({
    isSteady: tag.toUpperCase() === 'ST',
    isNegative: sign === '-',
    isNet: /^N/i.test(kind),
    digits,
    unit: said,
    fallback: unit,
  })
}

function bareReading(parts: RegExpExecArray, unit: ScaleUnit | null): ScaleReading | null {
  const [, sign, digits = '', said] = parts
  const known = said ?? unit
  if (known === null) return null
  return weightInSaidUnit({
    isSteady: false,
    isNegative: sign === '-',
    isNet: false,
    digits,
    unit: known,
  })
}
