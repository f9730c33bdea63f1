import type { DeviceRole } from '../../src-shared/model/device.ts'

/** A device that is plugged in and could be set up. */
export type Candidate = {
  address: string
  /** A line to choose it by. */
  say: string
  /** What it could be: more than one where its port does not tell. */
  roles: DeviceRole[]
  /** What to do before it can be used, with the bar code that does it where one is known; null when it works as it is. */
  wrongMode: { say: string; setupCode: string | null } | null
}
