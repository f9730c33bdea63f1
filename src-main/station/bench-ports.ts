import type { DeviceRole } from '../../src-shared/model/device.ts'
import type { Bench } from '../bench.ts'
import type { DeviceAddress } from '../device/address.ts'
import { portAt } from '../device/open-port.ts'
import { type OpenPort, PortError } from '../device/port.ts'
import { realPath } from '../device/same-place.ts'
import { pathOf, rememberedPort, type SerialIdentity } from '../device/serial-identity.ts'
import { type ListedPort, listPorts } from '../device/serial-list.ts'
import type { LineObserver } from '../device/traffic/observe.ts'
import { deviceIdentity, keepDeviceIdentity } from '../station-settings.ts'
import { systemActor } from '../store/store.ts'

export type LineAddress = Exclude<DeviceAddress, { is: 'folder' | 'hid' | 'queue' }>

type Parts = {
  bench: Bench
  virtual: Record<DeviceRole, OpenPort> | null
  lines: LineObserver
  /** The serial ports of this machine; a listing stands in for them in tests. */
  list?: () => Promise<ListedPort[]>
}

/** Gives each device of the bench its port: serial devices are followed to where they are now, all are listened in on. */
export function benchPorts(parts: Parts) {
  const { bench, lines, list = listPorts } = parts
  /** Where each serial device was opened last, which need not be where it was set up. */
  const now = new Map<DeviceRole, string>()
  /** The serial port each device has open. */
  const held = new Map<DeviceRole, string>()
  const virtual = (role: DeviceRole): OpenPort =>
    parts.virtual?.[role] ?? (() => Promise.reject(new PortError('Virtual devices belong to training.')))

  /** A device without a serial number is told by its socket: the sockets of the others are not its own. */
  function isOfAnother(role: DeviceRole, port: ListedPort): boolean {
    return (['scanner', 'scale', 'printer', 'printer2'] as const).some((other) => {
      const identity = other === role ? null : deviceIdentity(bench.store, other)
      return identity !== null && port.place !== null && identity.place === port.place
    })
  }

  function learn(role: DeviceRole, identity: SerialIdentity): void {
    const command = {
      kind: 'device:learned',
      actor: systemActor,
      subject: null,
      given: { role, identity },
      traceId: bench.newTraceId(),
    }
    try {
      bench.store.write(command, () => keepDeviceIdentity(bench.store, role, identity))
    } catch (thrown) {
      // A device works without being remembered.
      bench.log.warn('device.not-remembered', { role, why: String(thrown) })
    }
  }

  /** The same port, refused by name while another device of this station has it. */
  function exclusive(role: DeviceRole, path: string, open: OpenPort): OpenPort {
    return async (events) => {
      const owner = [...held].find(([other, at]) => other !== role && realPath(at) === realPath(path))?.[0]
      if (owner !== undefined) throw new PortError(`${path} is the port of the ${owner} of this station.`)
      const lost = (why: string) => {
        held.delete(role)
        events.lost(why)
      }
      const port = await open({ ...events, lost })
      held.set(role, path)
      const close = () => {
        held.delete(role)
        return port.close()
      }
      return { ...port, close }
    }
  }

  function serial(role: DeviceRole, address: Extract<DeviceAddress, { is: 'serial' }>): OpenPort {
    const openAt = (path: string) => {
      now.set(role, path)
      return exclusive(role, path, portAt({ ...address, path }, virtual(role)))
    }
    return rememberedPort(address.path, openAt, {
      list,
      known: () => deviceIdentity(bench.store, role),
      learned: (identity) => learn(role, identity),
      isOthers: (port) => isOfAnother(role, port),
    })
  }

  return {
    /** The port of a serial, network or virtual device. */
    line: (role: DeviceRole, address: LineAddress): OpenPort =>
      lines.observe(
        role,
        'bytes',
        address.is === 'serial' ? serial(role, address) : portAt(address, virtual(role)),
      ),
    /** Whether the serial device of this role sits at this port, as far as is known. */
    isAt: (role: DeviceRole, path: string): boolean => {
      const at = now.get(role)
      return at !== undefined && realPath(at) === realPath(path)
    },
    /** Where the serial device set up at a path is plugged in; null: something else has its port, or nothing. */
    async whereIs(role: DeviceRole, path: string): Promise<string | null> {
      const known = deviceIdentity(bench.store, role)
      const listed = await list().catch(() => null)
      if (known === null || known.path !== path || listed === null) return path
      try {
        return pathOf(known, listed, (port) => isOfAnother(role, port))
      } catch (thrown) {
        if (thrown instanceof PortError) return null
        throw thrown
      }
    },
    /** The same listening in for a port that somebody else made. */
    reports: (role: DeviceRole, open: OpenPort): OpenPort => lines.observe(role, 'reports', open),
  }
}
