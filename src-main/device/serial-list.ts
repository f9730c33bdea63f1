import { readdir, readFile, readlink, realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** A serial port with a device behind it. Ids are four hex digits in lower case; null is what nobody tells. */
export type ListedPort = {
  path: string
  vendorId: string | null
  productId: string | null
  serialNumber: string | null
  maker: string | null
  product: string | null
  /** The socket it is plugged into, as the system names it; stays the same across restarts. */
  place: string | null
  /** The kernel's driver, such as `ftdi_sio`; null where it is not known. */
  driver: string | null
}

/** The serial ports of this machine that have a device behind them. */
export function listPorts(): Promise<ListedPort[]> {
  return process.platform === 'linux' ? listLinuxPorts('/') : listOtherPorts()
}

/** What the library tells of a port; its own type is not exported. */
type ToldPort = {
  path: string
  manufacturer?: string
  serialNumber?: string
  locationId?: string
  pnpId?: string
  vendorId?: string
  productId?: string
}

async function listOtherPorts(): Promise<ListedPort[]> {
  const { SerialPort } = await import('serialport')
  const told = (await SerialPort.list()) as unknown as ToldPort[]
  return told
    .filter(
      (port) => port.vendorId !== undefined || port.manufacturer !== undefined || port.path.startsWith('COM'),
    )
    .map((port) => ({
      path: port.path,
      vendorId: port.vendorId?.toLowerCase() ?? null,
      productId: port.productId?.toLowerCase() ?? null,
      serialNumber: port.serialNumber || null,
      maker: port.manufacturer || null,
      product: null,
      place: port.locationId || port.pnpId || null,
      driver: null,
    }))
}

/**
 * Reads the ports from the kernel's own tree below `root`: no other program is needed, and it is quick enough to be
 * asked again and again while a device is looked for. Only USB devices are told: a built-in port cannot move.
 */
export async function listLinuxPorts(root: string): Promise<ListedPort[]> {
  const names = await namesIn(join(root, 'sys/class/tty'))
  const places = await placesIn(join(root, 'dev/serial/by-path'))
  const ports = await Promise.all(
    names
      .filter((name) => /^tty(USB|ACM|[A-Z]{2,})\d+$/.test(name))
      .map((name) => portOf(root, name, places)),
  )
  return ports.filter((port) => port !== null).sort((one, other) => (one.path < other.path ? -1 : 1))
}

async function portOf(
  root: string,
  name: string,
  places: ReadonlyMap<string, string>,
): Promise<ListedPort | null> {
  const device = await realpath(join(root, 'sys/class/tty', name, 'device')).catch(() => null)
  const usb = device === null ? null : await usbDeviceOf(device)
  if (device === null || usb === null) return null
  const [productId, serialNumber, maker, product] = await Promise.all(
    ['idProduct', 'serial', 'manufacturer', 'product'].map((each) => lineIn(join(usb.folder, each))),
  )
  const driver = await readlink(join(device, 'driver')).catch(() => null)
  return {
    path: `/dev/${name}`,
    vendorId: usb.vendorId,
    productId: productId ?? null,
    serialNumber: serialNumber ?? null,
    maker: maker ?? null,
    product: product ?? null,
    place: places.get(name) ?? null,
    driver: driver === null ? null : basename(driver),
  }
}

/** The USB device an interface belongs to: the nearest folder above that has a vendor. */
async function usbDeviceOf(folder: string): Promise<{ folder: string; vendorId: string } | null> {
  let here = folder
  for (let up = 0; up < 5; up++) {
    const vendorId = await lineIn(join(here, 'idVendor'))
    if (vendorId !== null) return { folder: here, vendorId }
    here = dirname(here)
  }
  return null
}

/** Names of nodes to names of sockets, from the links the system keeps. */
async function placesIn(folder: string): Promise<Map<string, string>> {
  const places = new Map<string, string>()
  for (const name of await namesIn(folder)) {
    const target = await readlink(join(folder, name)).catch(() => null)
    if (target !== null) places.set(basename(target), name)
  }
  return places
}

/** A folder that is not there is an empty one. */
async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort()
}

/** Devices come and go while they are read: what cannot be read is not told. */
async function lineIn(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.trim() || null
}
