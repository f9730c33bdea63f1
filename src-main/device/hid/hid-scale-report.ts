import type { ScaleReading } from '../../../src-shared/model/weight.ts'
import {
  fault,
  type ScaleFrame,
  type ScaleFrameReader,
  type ScaleUnit,
  weightReading,
} from '../scale/scale-frame.ts'

// Report 3 is the scale's data; some scales send them as report 4, which should be the status alone.
const dataReportIds: readonly number[] = [3, 4]

const units: Record<number, ScaleUnit> = { 2: 'g', 3: 'kg', 11: 'oz', 12: 'lb' }
const otherUnits: Record<number, string> = {
  1: 'milligrams',
  4: 'carats',
  5: 'taels',
  6: 'grains',
  7: 'pennyweights',
  8: 'metric tonnes',
  9: 'avoirdupois tons',
  10: 'troy ounces',
}
/** Beyond these a power of ten is damage: no scale weighs in billionths or millions. */
const smallestExponent = -9
const largestExponent = 6

/**
 * Reads one input report of a USB scale (HID point-of-sale usage tables, usage page 8D): id, status, unit, power of
 * ten, and sixteen bits of weight. Null for a report that says nothing: another id, cut short, or all zeros, as some
 * systems give when there was nothing to read, and which would else be a weight of zero.
 */
export function readScaleReport(report: Uint8Array): ScaleReading | null {
  const [id = 0, status = 0, unit = 0, power = 0, low = 0, high = 0] = report
  if (report.length < 6 || !dataReportIds.includes(id)) return null
  switch (status) {
    case 1:
      return fault('The scale reports a fault: switch it off and on, with nothing on it.')
    case 6:
      return { is: 'overload' }
    case 7:
      return fault('The scale must be calibrated.')
    case 8:
      return { is: 'needs-zero' }
    case 2:
    case 3:
    case 4:
    case 5:
      return weightOf(status, unit, digitsOf(low + high * 256, (power << 24) >> 24))
    default:
      return null
  }
}

/** Status 2: stable at zero; 3: in motion; 4: stable; 5: below zero, with the weight given as if it were above. */
function weightOf(status: 2 | 3 | 4 | 5, unitId: number, digits: string | null): ScaleReading | null {
  const other = otherUnits[unitId]
  if (other !== undefined) return fault(`The scale shows ${other}; set it to kg, g, lb or oz.`)
  const unit = units[unitId]
  if (unit === undefined || digits === null) return null
  const isZero = /^[0.]*$/.test(digits)
  if (status === 5 && isZero) return { is: 'below-zero', grams: 0 }
  return weightReading({
    // A scale that stands at zero and gives a weight contradicts itself: shown, never recorded.
    isSteady: status !== 3 && (status !== 2 || isZero),
    isNegative: status === 5,
    isNet: false,
    digits,
    unit,
  })
}

function digitsOf(weight: number, exponent: number): string | null {
  if (exponent < smallestExponent || exponent > largestExponent) return null
  if (exponent >= 0) return `${weight}${'0'.repeat(exponent)}`
  const digits = `${weight}`.padStart(1 - exponent, '0')
  return `${digits.slice(0, exponent)}.${digits.slice(exponent)}`
}

/**
 * Reads the reports of a scale that was opened now; each push is one whole report. The first weight may be left from
 * before the scale was opened, so it is shown as moving and not recorded.
 */
export function scaleReportReader(): ScaleFrameReader {
  let isFirst = true
  return {
    push: (raw): ScaleFrame[] => {
      const reading = readScaleReport(raw)
      if (reading === null) return []
      const isOld = isFirst && reading.is === 'steady'
      isFirst = false
      return [
        { reading: isOld ? { is: 'moving', grams: reading.grams, shown: reading.shown } : reading, raw },
      ]
    },
  }
}
