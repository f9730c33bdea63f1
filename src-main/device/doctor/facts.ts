import type { DeviceRole, DeviceState, Symptom } from '../../../src-shared/model/device.ts'
import type { ScaleReading } from '../../../src-shared/model/weight.ts'
import type { DeviceAddress } from '../address.ts'
import type { HidDeviceInfo } from '../hid/hid-transport.ts'
import type { ListedPort } from '../serial-list.ts'
import type { Pulse } from '../traffic/pulse.ts'

/** A scan as far as it matters here. `repeatMs`: how long after the same code the same device sent it again. */
export type ScanFact = { text: string; by: 'serial' | 'hid' | 'keyboard'; repeatMs: number | null }

/** What the operating system tells of one device file. */
export type NodeFact = {
  path: string
  isThere: boolean
  mayUse: boolean
  /** The group that may use it, by name. */
  group: string | null
}

/**
 * Everything the doctor knows about one device, read off the machine and the station, nothing concluded yet. Null is
 * what this system does not tell: no fault is found from it.
 */
export type DoctorFacts = {
  role: DeviceRole
  platform: NodeJS.Platform
  address: DeviceAddress | null
  state: DeviceState
  /** What a printer says it is; of other devices what came last. */
  about: string | null
  pulse: Pulse
  /** Milliseconds since the port was opened; null while it is not. */
  openMs: number | null
  /** Milliseconds since anything came; null while nothing did. */
  silentMs: number | null
  /** What the scale says now, and for how long it has said exactly that. */
  reading: { now: ScaleReading; unchangedMs: number } | null
  /** This scale has told a weight, or why it has none, since it was set up or the station started. */
  hasWeighed: boolean
  scan: ScanFact | null
  /** The last code of the scanner itself, whatever was typed since. */
  lineText: string | null
  /** What the person sees. */
  sees: Symptom | null
  hid: readonly HidDeviceInfo[] | null
  ports: readonly ListedPort[] | null
  /** The file of the device that is meant. */
  node: NodeFact | null
  /** Other programs that have that file open. */
  holders: readonly { pid: number; name: string }[] | null
  /** Programs that are known to reach for devices, as far as they run. */
  daemons: readonly string[] | null
  /** `groups` count now; `listedGroups` after the next log-in. */
  user: { name: string; isRoot: boolean; groups: readonly string[]; listedGroups: readonly string[] } | null
  /** What the device manager noted at that file. */
  udev: Readonly<Record<string, string>> | null
  /** Whether the station's device rules are installed, and misspelt words in other rules. */
  rules: { isInstalled: boolean; ownPath: string; misspelt: readonly string[] } | null
  /** Where the computer may put the device to sleep. */
  powerControl: { path: string; isAuto: boolean } | null
}

/** What to do about a fault. `address`: what to set the device up with, where that helps. */
export type Cure = { say: string; next: string; command?: string; address?: string }

/**
 * One fault as data: whom it strikes, what it is recognised by in words, how sure that is, and the function that
 * recognises it and says what to do. `find` gives null where the fault is not there.
 */
export type Fault = {
  id: string
  roles: readonly DeviceRole[]
  signs: string
  isCertain: boolean
  find(facts: DoctorFacts): Cure | null
}

/** A word of a command as a shell takes it, whatever it holds. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
