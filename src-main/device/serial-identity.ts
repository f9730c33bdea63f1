import { type OpenPort, PortError } from './port.ts'
import type { ListedPort } from './serial-list.ts'

/**
 * What tells a serial device from others, whatever its port is called today: the names of ports are given out in the
 * order in which devices are plugged in. Kept beside the address a device was set up with.
 */
export type SerialIdentity = {
  /** The path it was set up at; an identity says nothing about another address. */
  path: string
  vendorId: string
  productId: string
  serialNumber: string | null
  /** The socket it was in. */
  place: string | null
}

/** The identity of what sits at a path; null for what has no ids, such as a built-in port or a pseudo-terminal. */
export function identityAt(
  path: string,
  listed: readonly ListedPort[],
  setUpAt = path,
): SerialIdentity | null {
  const port = listed.find((each) => each.path === path)
  if (!port || port.vendorId === null || port.productId === null) return null
  const { vendorId, productId, serialNumber, place } = port
  return { path: setUpAt, vendorId, productId, serialNumber, place }
}

/**
 * Where a device is now: by its serial number; without one by the socket it was in, else as the only one of its make
 * that no other device of the station claims. Throws a PortError with the reason when it is nowhere or cannot be told from another.
 */
export function pathOf(
  known: SerialIdentity,
  listed: readonly ListedPort[],
  isOthers: (port: ListedPort) => boolean = () => false,
): string {
  const alike = listed.filter(
    (port) => port.vendorId === known.vendorId && port.productId === known.productId,
  )
  const found =
    known.serialNumber === null
      ? unnamed(
          known,
          alike.filter((port) => port.serialNumber === null),
          isOthers,
        )
      : alike.find((port) => port.serialNumber === known.serialNumber)
  if (found) return found.path
  const there = listed.find((port) => port.path === known.path)
  throw new PortError(there ? otherSentence(known, there) : `Nothing is plugged in at ${known.path}.`)
}

function unnamed(
  known: SerialIdentity,
  alike: readonly ListedPort[],
  isOthers: (port: ListedPort) => boolean,
): ListedPort | undefined {
  const inPlace = alike.find((port) => known.place !== null && port.place === known.place)
  if (inPlace) return inPlace
  const free = alike.filter((port) => !isOthers(port))
  if (free.length === 1) return free[0]
  if (known.place === null) return free.find((port) => port.path === known.path)
  if (free.length > 1) {
    throw new PortError(
      `${free.length} devices of the same make are plugged in, none where this one was: plug it back in there, or set it up again.`,
    )
  }
  return undefined
}

function otherSentence(known: SerialIdentity, there: ListedPort): string {
  const name = there.product ?? there.maker ?? `${there.vendorId}:${there.productId}`
  return `The device that was at ${known.path} is not plugged in; ${name} is there now.`
}

/** What a port's identity is matched with; injected, so that a listing can stand in for a machine's sockets. */
export type PortMemory = {
  list(): Promise<ListedPort[]>
  /** What was learned at this path; null when nothing was yet. */
  known(): SerialIdentity | null
  learned(identity: SerialIdentity): void
  isOthers(port: ListedPort): boolean
}

/**
 * A serial port that follows its device. The first opening learns who sits there; later ones go where that device is.
 * A system that cannot list its ports is asked for the path alone.
 */
export function rememberedPort(
  path: string,
  openAt: (path: string) => OpenPort,
  memory: PortMemory,
): OpenPort {
  return async (events) => {
    const listed = await memory.list().catch(() => null)
    const known = memory.known()
    const now =
      listed === null || known === null || known.path !== path ? path : pathOf(known, listed, memory.isOthers)
    const port = await openAt(now)(events)
    const identity = listed === null ? null : identityAt(now, listed, path)
    if (identity !== null && !isSameIdentity(identity, known)) memory.learned(identity)
    return port
  }
}

function isSameIdentity(one: SerialIdentity, other: SerialIdentity | null): boolean {
  return (
    other !== null &&
    (['path', 'vendorId', 'productId', 'serialNumber', 'place'] as const).every(
      (name) => one[name] === other[name],
    )
  )
}
