import type { Clock } from '../../clock.ts'
import type { HidDeviceInfo, HidTransport } from './hid-transport.ts'

/** Listing devices is slow and disturbs the ones in use (node-hid manual). */
const lookEveryMs = 2_000
/** With none in use there is nothing to disturb, and one that was pulled is to be back within a second. */
const lookSoonEveryMs = 500
const soonForMs = 60_000

/** The machine's HID devices, for everybody here who uses some: one listing serves all who wait for one. */
export type HidBus = Pick<HidTransport, 'open'> & {
  /** What is plugged in, listed anew or being listed at this moment; so it may take two seconds. */
  look(): Promise<HidDeviceInfo[]>
  /** Stops listening for new devices. Listing and opening still work. */
  close(): void
}

/**
 * Puts one listing every two seconds between the station and a transport; one that hangs is not joined by a second.
 * The next listing does not wait when the system says that something was plugged in. Where it does not say, the
 * listings come every half second for a minute after a device was let go of, unless another one is in use.
 */
export function hidBus(transport: HidTransport, clock: Clock): HidBus {
  let looking: Promise<HidDeviceInfo[]> | null = null
  let lookedAt = Number.NEGATIVE_INFINITY
  let inUse = 0
  let letGoAt = Number.NEGATIVE_INFINITY
  let hasArrival = false
  let stopWaiting: () => void = () => undefined
  const stopListening =
    transport.onArrival?.(() => {
      hasArrival = true
      stopWaiting()
    }) ?? null

  const gapMs = () =>
    stopListening === null && inUse === 0 && clock.mono() - letGoAt < soonForMs
      ? lookSoonEveryMs
      : lookEveryMs

  async function lookAnew(): Promise<HidDeviceInfo[]> {
    const waitMs = lookedAt + gapMs() - clock.mono()
    if (waitMs > 0 && !hasArrival) await wait(waitMs)
    lookedAt = clock.mono()
    hasArrival = false
    return transport.list()
  }

  function wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.after(ms, resolve)
      stopWaiting = () => {
        cancel()
        resolve()
      }
    })
  }

  return {
    open: async (info, events) => {
      const device = await transport.open(info, events)
      let isHeld = true
      inUse++
      return {
        ...device,
        close: () => {
          if (isHeld) {
            isHeld = false
            inUse--
            letGoAt = clock.mono()
          }
          return device.close()
        },
      }
    },
    look: () => {
      looking ??= lookAnew().finally(() => {
        looking = null
      })
      return looking
    },
    close: () => stopListening?.(),
  }
}
