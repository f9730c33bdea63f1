import { FailureNote } from '../part/failure-note.tsx'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { DeviceCard } from './device-card.tsx'
import { TrafficCard } from './traffic-card.tsx'
import { TryCode } from './try-code.tsx'

/** One card a device: its state in words, trying it out, and how it is connected. */
export function DeviceScreen() {
  const devices = useAsk('device:list', {})
  return (
    <div className="screen-pad office">
      <h1>{words.device.title}</h1>
      {devices.error && (
        <FailureNote failure={devices.error.failure} onRetry={() => void devices.refetch()} />
      )}
      <div className="device-cards">
        {devices.data?.map((device) => (
          <DeviceCard key={device.role} device={device} />
        ))}
      </div>
      <TryCode />
      <TrafficCard />
    </div>
  )
}
