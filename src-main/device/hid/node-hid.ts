import { constants, watch } from 'node:fs'
import { access } from 'node:fs/promises'
import type { HIDAsync } from 'node-hid'
import { type Clock, systemClock } from '../../clock.ts'
import { PortError, PortTrouble } from '../port.ts'
import { type HidDeviceInfo, type HidEvents, type HidTransport, hex4, nameOf } from './hid-transport.ts'

/** A new device belongs to root until the system has looked its rules up, which takes it a moment. */
const rightsWithinMs = 1_000
const lookForRightsEveryMs = 100
/** The node of a device that was pulled goes a moment after its reading fails. */
const goneWithinMs = 1_000
const lookForNodeEveryMs = 20

/**
 * The USB HID devices of this machine. The asynchronous interface is used throughout: the other one holds a thread of
 * Node's pool of four for each open device (node-hid manual).
 */
export function nodeHid(clock: Clock = systemClock): HidTransport {
  return {
    list: async () => {
      const { devicesAsync } = await loaded()
      const found = await devicesAsync().catch(doesNotLoad)
      return found.flatMap((each) => {
        if (!each.path) return []
        return {
          path: each.path,
          vendorId: each.vendorId,
          productId: each.productId,
          serialNumber: each.serialNumber?.trim() || null,
          manufacturer: each.manufacturer || null,
          product: each.product || null,
          usagePage: each.usagePage ?? null,
          usage: each.usage ?? null,
        }
      })
    },
    open: async (info, events) => {
      const { HIDAsync } = await loaded()
      const device: HIDAsync = await openWithRights(info.path, clock, HIDAsync).catch((error: unknown) =>
        refused(info, error),
      )
      device.on('data', (bytes: Buffer) => events.report(bytes))
      // A device that was pulled out gives an error event without an error.
      device.on('error', () => void readRest(device, info.path, clock, events).then(events.failed))
      return {
        write: async (report) => {
          await device.write(Buffer.from(report))
        },
        sendFeature: async (report) => {
          await device.sendFeatureReport(Buffer.from(report))
        },
        close: () => device.close(),
      }
    },
    ...(process.platform === 'linux' ? { onArrival: watchNodes } : {}),
  }
}

/** New nodes of HID devices, and nodes whose rights change, are seen where the kernel puts them. */
function watchNodes(tell: () => void): (() => void) | null {
  try {
    const watcher = watch('/dev', { persistent: false }, (_, name) => {
      if (name?.startsWith('hidraw')) tell()
    })
    watcher.on('error', () => watcher.close())
    return () => watcher.close()
  } catch {
    // The system has no watcher to spare: the devices are still looked for, only more slowly.
    return null
  }
}

async function openWithRights(
  path: string,
  clock: Clock,
  hid: Pick<typeof HIDAsync, 'open'>,
): Promise<HIDAsync> {
  if (process.platform === 'linux')
    await holdsWithin(clock, rightsWithinMs, lookForRightsEveryMs, () => mayUse(path))
  return hid.open(path)
}

/**
 * What a device sent before it was pulled may still lie in the system, which fails the reading all the same: it is
 * read to its end, so that no code is lost. Only of a device that is gone: any other would be waited for.
 */
async function readRest(
  device: HIDAsync,
  path: string,
  clock: Clock,
  events: Pick<HidEvents, 'report'>,
): Promise<void> {
  const isGone = async () => (await access(path).catch(codeOf)) === 'ENOENT'
  if (process.platform !== 'linux') return
  if (!(await holdsWithin(clock, goneWithinMs, lookForNodeEveryMs, isGone))) return
  // The library's own reader has failed and may not have ended yet; as long as it has not, it lets nobody else read.
  device.pause()
  for (;;) {
    // Nothing left is an error, too: the device is gone.
    const bytes = await device.read().catch(() => undefined)
    if (bytes === undefined || bytes.length === 0) return
    events.report(bytes)
  }
}

/** Looks again and again, for so long, whether something holds; gives whether it came to. */
async function holdsWithin(
  clock: Clock,
  withinMs: number,
  everyMs: number,
  holds: () => Promise<boolean>,
): Promise<boolean> {
  const end = clock.mono() + withinMs
  while (!(await holds())) {
    if (clock.mono() >= end) return false
    await new Promise<void>((resolve) => clock.after(everyMs, resolve))
  }
  return true
}

/** Loaded on the first use: a machine on which the native part does not load still runs, without USB devices. */
function loaded(): Promise<typeof import('node-hid')> {
  return import('node-hid').catch(doesNotLoad)
}

function doesNotLoad(error: unknown): never {
  const missing = process.platform === 'linux' ? ' Is the system library libusb-1.0-0 installed?' : ''
  throw new PortError(`USB scanners and scales do not work on this computer.${missing}`, error)
}

async function refused(info: HidDeviceInfo, error: unknown): Promise<never> {
  const { path, vendorId } = info
  if (process.platform === 'linux' && !(await mayUse(path)))
    throw new PortTrouble(
      `No permission to use the ${nameOf(info)}. As root, write ` +
        `KERNEL=="hidraw*", ATTRS{idVendor}=="${hex4(vendorId)}", GROUP="dialout", MODE="0660" ` +
        `into /etc/udev/rules.d/70-station-${hex4(vendorId)}.rules, add this user to the group dialout and plug it in again.`,
      error,
    )
  throw new PortError(`The ${nameOf(info)} could not be opened; another program may be using it.`, error)
}

async function mayUse(path: string): Promise<boolean> {
  const code = await access(path, constants.R_OK | constants.W_OK).catch(codeOf)
  return code !== 'EACCES' && code !== 'EPERM'
}

function codeOf(thrown: unknown): string | undefined {
  return (thrown as NodeJS.ErrnoException).code
}
