import type { Clock } from '../../clock.ts'
import type { HidDeviceInfo, HidTransport } from './hid-transport.ts'

/** Listing devices is slow and disturbs the ones in use (node-hid manual). */
const lookEveryMs = 2_000

/** The machine's HID devices, for everybody here who uses some: one listing serves all who wait for one. */
export type HidBus = Pick<HidTransport, 'open'> & {
  /** What is plugged in, listed anew or being listed at this moment; so it may take two seconds. */
  look(): Promise<HidDeviceInfo[]>
}

/** Puts one listing every two seconds between the station and a transport; one that hangs is not joined by a second. */
export function hidBus(transport: HidTransport, clock: Clock): HidBus {
  let looking: Promise<HidDeviceInfo[]> | null = null
  let lookedAt = Number.NEGATIVE_INFINITY

  async function lookAnew(): Promise<HidDeviceInfo[]> {
    const waitMs = lookedAt + lookEveryMs - clock.mono()
    if (waitMs > 0) await new Promise<void>((resolve) => clock.after(waitMs, resolve))
    lookedAt = clock.mono()
    return transport.list()
  }

  return {
    open: transport.open,
    look: () => {
      looking ??= lookAnew().finally(() => {
        looking = null
      })
      return looking
    },
  }
}
