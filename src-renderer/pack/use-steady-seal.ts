import { useState } from 'react'
import type { ParcelView } from '../../src-shared/model/pack.ts'
import type { ScaleReading } from '../../src-shared/model/weight.ts'
import type { PackActs } from './use-pack-acts.ts'
import { type AskedWeight, isAsked, mustAsk, steadyGrams } from './weigh.ts'

export type SteadySeal = {
  /** F9 or the button: seals with the scale's steady weight, or asks first when it is off. */
  readonly press: () => void
  /** True while the weight on the scale is the one that was asked about: the next press seals. */
  readonly isAsking: boolean
}

/** A steady weight that the contents do not explain is sealed at a second press, like a typed one. */
export function useSteadySeal(
  parcel: ParcelView | null,
  reading: ScaleReading | null,
  acts: PackActs,
): SteadySeal {
  const [asked, setAsked] = useState<AskedWeight | null>(null)
  const grams = steadyGrams(reading)
  return {
    press: () => {
      if (parcel === null || grams === null || parcel.units === 0) return
      if (mustAsk(grams, parcel, asked)) {
        setAsked({ parcelId: parcel.id, grams, expectedGrams: parcel.expectedGrams })
        return
      }
      setAsked(null)
      void acts.seal(parcel.id, null)
    },
    isAsking: parcel !== null && grams !== null && isAsked(grams, parcel, asked),
  }
}
