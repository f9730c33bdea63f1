import { impossible, StationError } from '../../src-shared/failure.ts'
import type { ScaleReading } from '../../src-shared/model/weight.ts'
import type { Scale } from '../device/scale/scale-driver.ts'
import type { BoxWeight } from '../packing/seal.ts'

/**
 * The weight to record: typed, or what the scale holds steady this moment. A scale gives one load only once, so
 * `giveBack` is for one that was not recorded. One that is refused here can be asked for again, and is refused for the
 * same reason. `lastWeighed` gives the grams of the last box that was weighed, also before the station was started: a
 * box that lay there all the while is not taken again.
 * @throws StationError `no-scale`, `not-steady`, `scale-cannot-weigh`, `scale-empty`, `same-load`.
 */
export function weightFor(
  scale: Pick<Scale, 'takeSteady' | 'latest'> | null,
  typedGrams: number | null,
  lastWeighed: () => number | null,
): { weight: BoxWeight; giveBack: () => void } {
  if (typedGrams !== null) {
    return { weight: { grams: typedGrams, from: 'typed', frame: null }, giveBack: () => undefined }
  }
  if (scale === null) {
    throw new StationError('no-scale', 'There is no scale.', 'Type the weight: it is marked as typed.')
  }
  const taken = scale.takeSteady()
  if (taken === null) throw noWeight(scale.latest()?.reading ?? null)
  const { reading, rawHex, giveBack } = taken
  const isSameLoad = taken.isSameLoad || (taken.isFirstLoad && reading.grams === lastWeighed())
  if (reading.grams > 0 && !isSameLoad) {
    return { weight: { grams: reading.grams, from: 'scale', frame: rawHex }, giveBack }
  }
  giveBack()
  if (reading.grams <= 0) {
    throw new StationError('scale-empty', 'The scale shows nothing on it.', 'Put the box on the scale.')
  }
  throw new StationError(
    'same-load',
    'This weight was taken for the last box already.',
    'Lift that box off and put this one on, or type the weight.',
  )
}

/** Why the scale gives no weight to record, as far as it says. */
function noWeight(reading: ScaleReading | null): StationError {
  switch (reading?.is) {
    case undefined:
    case 'steady':
    case 'moving':
      return new StationError(
        'not-steady',
        'The scale has no steady weight.',
        'Wait until it stands still, or type the weight.',
        { retryable: true },
      )
    case 'overload':
      return cannotWeigh('There is more on the scale than it can weigh.', 'Take something off')
    case 'below-zero':
    case 'needs-zero':
      return cannotWeigh(
        'The scale stands below zero or has lost its zero.',
        'Take everything off it and press its zero key',
      )
    case 'fault':
      return cannotWeigh(reading.why, 'Put it right at the scale')
    default:
      return impossible(reading)
  }
}

function cannotWeigh(say: string, next: string): StationError {
  return new StationError('scale-cannot-weigh', say, `${next}, or type the weight.`, { retryable: true })
}
