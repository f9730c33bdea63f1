import type { DeviceRole, DeviceState, DeviceView } from '../../../src-shared/model/device.ts'
import type { ScaleReading } from '../../../src-shared/model/weight.ts'

/** What the rig asks of the machine, by name: what it gives along and what comes back. */
export type Asks = {
  /** Plugs in a HID device under a name of the rig's. */
  'uhid:plug': {
    takes: {
      as: string
      kind: 'scanner' | 'honeywell' | 'scale' | 'keyboard'
      ids: { name: string; vendorId: number; productId: number; serial: string }
    }
    gives: null
  }
  /** Sends reports (hex), and pulls the plug in the same breath if told to. */
  'uhid:send': { takes: { as: string; reports: string[]; thenPull?: boolean }; gives: null }
  'uhid:received': { takes: { as: string }; gives: string[] }
  'gadget:make': {
    takes: {
      as: string
      kind: 'scanner' | 'keyboard'
      ids: { vendorId: number; productId: number; manufacturer: string; product: string; serial: string }
      hasSerial: boolean
    }
    gives: null
  }
  'gadget:plug': { takes: { as: string; socket: 0 | 1 }; gives: null }
  'gadget:send': { takes: { as: string; reports: string[]; thenPull?: boolean }; gives: null }
  'gadget:pull': { takes: { as: string }; gives: null }
  /** Sits down at the device end of the gadget's serial line as a scale. */
  'plate:connect': { takes: { protocol: 'generic' | 'toledo-8217' }; gives: null }
  'plate:place': { takes: { grams: number }; gives: null }
  'plate:set': { takes: { condition: 'well' | 'silent' }; gives: null }
  /** Writes bytes as they are to the device end of the gadget's serial line. */
  'plate:say': { takes: { text: string }; gives: null }
  /** Listens to what keyboards type. */
  'keys:listen': { takes: { name: string }; gives: null }
  'udev:rule': { takes: { rule: string }; gives: null }
  /** Devices that the station's process has open now. */
  'station:files': { takes: Record<string, never>; gives: string[] }
  'station:set': { takes: { role: DeviceRole; address: string | null }; gives: null }
  'station:views': { takes: Record<string, never>; gives: DeviceView[] }
  'station:candidates': { takes: Record<string, never>; gives: { address: string; say: string }[] }
  'station:take': { takes: Record<string, never>; gives: { grams: number; isSameLoad: boolean } | null }
}
export type Ask = keyof Asks

/** What happened in the machine; `atMs` is its monotonic clock, the same for all its processes. */
export type Happening = { atMs: number } & (
  | { is: 'up'; node: string; kernel: string }
  /** The station's process ended. */
  | { is: 'down'; why: string }
  | { is: 'state'; role: DeviceRole; state: DeviceState }
  | { is: 'scan'; text: string; by: 'serial' | 'hid' }
  | { is: 'dropped'; why: string }
  | { is: 'reading'; reading: ScaleReading | null }
  | { is: 'log'; line: string }
  | { is: 'udev'; action: string; subsystem: string; path: string }
  | { is: 'key'; code: number }
)

export type Question = { id: number; ask: Ask; takes: unknown }
export type Answer = { id: number; gives: unknown } | { id: number; failed: string }

/** The machine's monotonic clock in milliseconds, as udev counts too. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint() / 1_000n) / 1_000
}
