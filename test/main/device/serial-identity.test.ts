import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { pipe } from '../../../src-main/device/pipe-port.ts'
import { PortError } from '../../../src-main/device/port.ts'
import {
  identityAt,
  pathOf,
  rememberedPort,
  type SerialIdentity,
} from '../../../src-main/device/serial-identity.ts'
import { type ListedPort, listLinuxPorts } from '../../../src-main/device/serial-list.ts'

const ftdi = (path: string, more: Partial<ListedPort> = {}): ListedPort => ({
  path,
  vendorId: '0403',
  productId: '6001',
  serialNumber: 'A10K',
  maker: 'FTDI',
  product: 'USB adapter',
  place: 'usb-1',
  driver: 'ftdi_sio',
  ...more,
})
const ch340 = (path: string, place: string | null) =>
  ftdi(path, { vendorId: '1a86', productId: '7523', serialNumber: null, place, product: 'USB Serial' })

const knownAt = (path: string, listed: ListedPort[]): SerialIdentity => {
  const identity = identityAt(path, listed)
  if (identity === null) throw new Error('no identity')
  return identity
}

describe('a device with a serial number', () => {
  const known = knownAt('/dev/ttyUSB0', [ftdi('/dev/ttyUSB0')])

  it('is found at another port and in another socket', () => {
    const moved = [ftdi('/dev/ttyUSB0', { serialNumber: 'B77' }), ftdi('/dev/ttyUSB3', { place: 'usb-9' })]
    expect(pathOf(known, moved)).toBe('/dev/ttyUSB3')
  })

  it('is not mistaken for one of the same make at its old port', () => {
    const other = [ftdi('/dev/ttyUSB0', { serialNumber: 'B77' })]
    expect(() => pathOf(known, other)).toThrow(
      'The device that was at /dev/ttyUSB0 is not plugged in; USB adapter is there now.',
    )
    expect(() => pathOf(known, [])).toThrow('Nothing is plugged in at /dev/ttyUSB0.')
  })
})

describe('a device without a serial number', () => {
  const known = knownAt('/dev/ttyUSB0', [ch340('/dev/ttyUSB0', 'usb-1')])

  it('is the one in the same socket, whatever the ports are called after a restart', () => {
    expect(pathOf(known, [ch340('/dev/ttyUSB0', 'usb-2'), ch340('/dev/ttyUSB1', 'usb-1')])).toBe(
      '/dev/ttyUSB1',
    )
  })

  it('is followed to another socket when it is the only one of its make', () => {
    expect(pathOf(known, [ftdi('/dev/ttyUSB0'), ch340('/dev/ttyUSB4', 'usb-7')])).toBe('/dev/ttyUSB4')
  })

  it('is not taken for the one that another device of the station claims', () => {
    const scanners = ch340('/dev/ttyUSB0', 'usb-2')
    expect(() => pathOf(known, [scanners], (port) => port.place === 'usb-2')).toThrow(PortError)
  })

  it('is not guessed among two of its make', () => {
    const two = [ch340('/dev/ttyUSB0', 'usb-2'), ch340('/dev/ttyUSB1', 'usb-3')]
    expect(() => pathOf(known, two)).toThrow('2 devices of the same make are plugged in')
  })

  it('stays at its path where the system tells no sockets', () => {
    const blind = knownAt('/dev/ttyUSB1', [ch340('/dev/ttyUSB1', null)])
    expect(pathOf(blind, [ch340('/dev/ttyUSB0', null), ch340('/dev/ttyUSB1', null)])).toBe('/dev/ttyUSB1')
  })
})

describe('a port that follows its device', () => {
  const nobody = { data: () => undefined, lost: () => undefined }

  function remembered(path: string, listings: (ListedPort[] | null)[]) {
    let known: SerialIdentity | null = null
    const opened: string[] = []
    let learned = 0
    const open = rememberedPort(
      path,
      (at) => {
        opened.push(at)
        return pipe(at).station
      },
      {
        list: () => {
          const next = listings.shift()
          return next ? Promise.resolve(next) : Promise.reject(new Error('no listing'))
        },
        known: () => known,
        learned: (identity) => {
          known = identity
          learned++
        },
        isOthers: () => false,
      },
    )
    return { open: () => open(nobody), opened, known: () => known, learned: () => learned }
  }

  it('learns who sits there at the first opening and goes where that device is at the next', async () => {
    const port = remembered('/dev/ttyUSB0', [
      [ftdi('/dev/ttyUSB0')],
      [ftdi('/dev/ttyUSB0')],
      [ftdi('/dev/ttyUSB1', { place: 'usb-4' })],
    ])
    await port.open()
    await port.open()
    expect(port.learned()).toBe(1)
    await port.open()
    expect(port.opened).toEqual(['/dev/ttyUSB0', '/dev/ttyUSB0', '/dev/ttyUSB1'])
    expect(port.known()).toMatchObject({ path: '/dev/ttyUSB0', serialNumber: 'A10K', place: 'usb-4' })
  })

  it('does not open what took the place of its device', async () => {
    const port = remembered('/dev/ttyUSB0', [[ftdi('/dev/ttyUSB0')], [ch340('/dev/ttyUSB0', 'usb-1')]])
    await port.open()
    await expect(port.open()).rejects.toThrow('USB Serial is there now')
    expect(port.opened).toHaveLength(1)
  })

  it('opens its path where nothing can be listed, and where the device has no ids', async () => {
    const port = remembered('/dev/pts/7', [null, []])
    await port.open()
    await port.open()
    expect(port.opened).toEqual(['/dev/pts/7', '/dev/pts/7'])
    expect(port.known()).toBeNull()
  })
})

describe('the ports of a Linux machine', () => {
  let root = ''
  afterEach(() => rm(root, { recursive: true, force: true }))

  async function plug(
    name: string,
    usb: string,
    files: Record<string, string>,
    driver: string,
  ): Promise<void> {
    const device = join(root, 'sys/devices/pci0/usb1', usb)
    const port = join(device, `${usb}:1.0`, name)
    await mkdir(port, { recursive: true })
    for (const [file, text] of Object.entries(files)) await writeFile(join(device, file), `${text}\n`)
    const links: [string, string][] = [
      [join(root, 'sys/class/tty', name, 'device'), port],
      [join(port, 'driver'), join(root, 'sys/bus/usb-serial/drivers', driver)],
      [join(root, `dev/serial/by-path/pci-usb-0:${usb}`), `../../${name}`],
    ]
    for (const [link, target] of links) {
      await mkdir(dirname(link), { recursive: true })
      await symlink(target, link)
    }
  }

  it('are told with ids, serial number, socket and driver, and only where a USB device is behind them', async () => {
    root = await mkdtemp(join(tmpdir(), 'sys-'))
    await plug('ttyUSB1', '1-2', { idVendor: '1a86', idProduct: '7523', product: 'USB Serial' }, 'ch341-uart')
    await plug('ttyUSB0', '1-1', { idVendor: '0403', idProduct: '6001', serial: 'A10K' }, 'ftdi_sio')
    await mkdir(join(root, 'sys/class/tty/ttyS0/device'), { recursive: true })
    await mkdir(join(root, 'sys/class/tty/tty0'), { recursive: true })
    expect(await listLinuxPorts(root)).toEqual([
      {
        path: '/dev/ttyUSB0',
        vendorId: '0403',
        productId: '6001',
        serialNumber: 'A10K',
        maker: null,
        product: null,
        place: 'pci-usb-0:1-1',
        driver: 'ftdi_sio',
      },
      expect.objectContaining({ path: '/dev/ttyUSB1', place: 'pci-usb-0:1-2', driver: 'ch341-uart' }),
    ])
  })

  it('are none on a machine that has no such tree', async () => {
    root = await mkdtemp(join(tmpdir(), 'sys-'))
    expect(await listLinuxPorts(root)).toEqual([])
  })
})
