import type { Clock } from '../../clock.ts'
import type { HidDeviceInfo, HidTransport } from './hid-transport.ts'

/** Listing devices is slow and disturbs the ones in use (node-hid manual). */
const lookEveryMs = 2_000

/** The machine's HID devices, for everybody here who uses some: one listing serves all who wait for one. */
export type HidBus = Pick<HidTransport, 'open'> & {
  /** What is plugged in now, never what was before the call; so it may take two seconds. */
  look(): Promise<HidDeviceInfo[]>
}

/** Puts one listing every two seconds between the station and a transport. */
export function hidBus(transport: HidTransport, clock: Clock): HidBus {
  let next: Promise<HidDeviceInfo[]> | null = null
  let running: Promise<unknown> = Promise.resolve()
  let lookedAt = Number.NEGATIVE_INFINITY

  async function lookNext(): Promise<HidDeviceInfo[]> {
    // A listing that hangs is not joined by a second one.
    await running
    const waitMs = lookedAt + lookEveryMs - clock.mono()
    if (waitMs > 0) await new Promise<void>((resolve) => clock.after(waitMs, resolve))
    next = null
    lookedAt = clock.mono()
    const listing = transport.list()
    running = listing.then(
      () => undefined,
      () => undefined,
    )
    return listing
  }

  return {
    open: transport.open,
    look: () => {
      next ??= lookNext()
      return next
    },
  }
}
