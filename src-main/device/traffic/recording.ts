import type { DeviceRole } from '../../../src-shared/model/device.ts'

/** What one line or report of a device carried, or a note of what became of its port. */
export type Passed = {
  /** Rises by one with each; a gap means that older ones were dropped. */
  number: number
  /** Milliseconds since the recording began. */
  atMs: number
  role: DeviceRole
  /** Whole reports of a USB device, or bytes cut anywhere. */
  form: 'reports' | 'bytes'
} & ({ is: 'in' | 'out'; bytes: Uint8Array } | { is: 'note'; say: string })

/** A recording as it is shown, kept in a file and replayed. */
export type Recording = {
  /** UTC. */
  startedAt: string
  /** The address of each device that was set up. */
  addresses: Partial<Record<DeviceRole, string>>
  /** Whether the contents of codes and labels were left out. */
  isMasked: boolean
  /** How many of the oldest were dropped to make room. */
  dropped: number
  passed: readonly Passed[]
}
