import type { DeviceView } from '../../src-shared/model/device.ts'
import type { ScaleReading } from '../../src-shared/model/weight.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'

type Says = Pick<DeviceView, 'say' | 'next'>

/** What keeps a scale that answers from weighing, and what to do; null for one that weighs. */
export function cannotWeigh(reading: ScaleReading | null): Says | null {
  const w = words.device
  switch (reading?.is) {
    case 'overload':
    case 'below-zero':
    case 'needs-zero':
      return w.cannotWeigh[reading.is]
    case 'fault':
      return w.scaleFault(reading.why)
    default:
      return null
  }
}

/** The state of a scale that answers: ready only as long as it can weigh. */
export function ScaleSays({ device }: { readonly device: DeviceView }) {
  const { data } = useAsk('scale:read', {})
  return <DeviceSays says={cannotWeigh(data?.reading ?? null) ?? device} />
}

/** The state of a device and the next step. */
export function DeviceSays({ says }: { readonly says: Says }) {
  return (
    <>
      <p>
        <strong>{says.say}</strong>
      </p>
      <p>{says.next}</p>
    </>
  )
}
