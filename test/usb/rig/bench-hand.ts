import type { DeviceRole, DeviceState } from '../../../src-shared/model/device.ts'
import type { ScaleReading } from '../../../src-shared/model/weight.ts'
import { eventually } from '../../main/device/eventually.ts'
import type { Happening } from '../guest/words.ts'
import type { Machine } from './machine.ts'

/** Emulated, everything takes its time: this bounds a wait that fails, and says nothing about speed. */
const withinMs = 60_000

type Of<Is extends Happening['is']> = Extract<Happening, { is: Is }>

/** What one test does at the bench: everything it sees is what happened since it began, or since it looked away. */
export type BenchHand = {
  setUp(role: DeviceRole, address: string | null): Promise<void>
  /** Waits until the device is in this state; gives when it came into it. */
  becomes(role: DeviceRole, is: DeviceState['is']): Promise<Of<'state'>>
  /** The states the device was in, in order. */
  states(role: DeviceRole): DeviceState['is'][]
  /** Waits until so many scans came; gives them all. */
  scans(count: number): Promise<string[]>
  dropped(): string[]
  /** Waits for a reading like this. */
  reads(isIt: (reading: ScaleReading) => boolean): Promise<ScaleReading>
  readings(): ScaleReading[]
  /** Waits until udev has finished with a new device node of this kind; gives when that was. */
  appears(subsystem: 'hidraw' | 'tty' | 'input', node?: RegExp): Promise<Of<'udev'>>
  keys(count: number): Promise<number[]>
  /** Forgets what happened so far. */
  lookAway(): void
}

export function benchHand(machine: Machine): BenchHand {
  let from = machine.happenings.length
  const seen = <Is extends Happening['is']>(is: Is) =>
    machine.happenings.slice(from).filter((each): each is Of<Is> => each.is === is)
  const told = () => [seen('state'), seen('dropped'), seen('log'), seen('udev').length, machine.console()]
  const scans = () => seen('scan').map(({ text }) => text)
  const readings = () => seen('reading').flatMap(({ reading }) => (reading === null ? [] : [reading]))

  async function first<T>(find: () => T | undefined): Promise<T> {
    await eventually(() => find() !== undefined, told, withinMs)
    return find() as T
  }

  return {
    setUp: async (role, address) => {
      await machine.ask('station:set', { role, address })
    },
    becomes: (role, is) =>
      first(() => seen('state').find((each) => each.role === role && each.state.is === is)),
    states: (role) => seen('state').flatMap((each) => (each.role === role ? [each.state.is] : [])),
    scans: async (count) => {
      await eventually(
        () => scans().length >= count,
        () => [scans(), ...told()],
        withinMs,
      )
      return scans()
    },
    dropped: () => seen('dropped').map(({ why }) => why),
    reads: (isIt) => first(() => readings().find(isIt)),
    readings,
    appears: (subsystem, node = /./) =>
      first(() =>
        seen('udev').find(
          (each) => each.action === 'add' && each.subsystem === subsystem && node.test(each.path),
        ),
      ),
    keys: async (count) => {
      await eventually(() => seen('key').length >= count, told, withinMs)
      return seen('key').map(({ code }) => code)
    },
    lookAway: () => {
      from = machine.happenings.length
    },
  }
}
