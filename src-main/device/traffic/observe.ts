import type { DeviceRole } from '../../../src-shared/model/device.ts'
import type { Clock } from '../../clock.ts'
import type { OpenPort } from '../port.ts'
import { tapped } from '../tap-port.ts'
import { type Pulse, pulseOf } from './pulse.ts'
import { type TrafficRecorder, trafficRecorder } from './recorder.ts'
import type { Passed } from './recording.ts'

/** Listens in on the ports of the bench: always counts, records when it is asked to. */
export type LineObserver = {
  /** The same port, listened in on. */
  observe(role: DeviceRole, form: Passed['form'], open: OpenPort): OpenPort
  pulse(role: DeviceRole): Pulse
  /** Counts anew: what comes next is another device's. */
  forget(role: DeviceRole): void
  recorder: TrafficRecorder
}

/** Opens an observer whose recorder is off. `onChange` is told whenever there is something new recorded. */
export function lineObserver(parts: { clock: Clock; onChange?(): void }): LineObserver {
  const { clock } = parts
  const recorder = trafficRecorder(parts)
  const pulses: Record<DeviceRole, ReturnType<typeof pulseOf>> = {
    scanner: pulseOf(clock),
    scale: pulseOf(clock),
    printer: pulseOf(clock),
    printer2: pulseOf(clock),
  }
  return {
    observe: (role, form, open) =>
      tapped(open, (passage) => {
        pulses[role].hear(passage)
        recorder.hear(role, form, passage)
      }),
    pulse: (role) => pulses[role].now(),
    forget: (role) => {
      pulses[role] = pulseOf(clock)
    },
    recorder,
  }
}
