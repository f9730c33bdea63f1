import { closeSync, mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const configfs = '/sys/kernel/config/usb_gadget'
const ports = ['dummy_udc.0', 'dummy_udc.1'] as const

export type GadgetIds = {
  vendorId: number
  productId: number
  manufacturer: string
  product: string
  serial: string
}

/** A USB device that this machine plays to itself through a host controller without wires. */
export type Gadget = {
  /** Into one of the two sockets there are. */
  plugIn(socket: 0 | 1): void
  unplug(): void
  /** One input report of its HID part. */
  report(bytes: Uint8Array): void
}

/**
 * Makes a device out of a HID part and, if asked, a serial one (CDC-ACM, whose device end is /dev/ttyGS0). It is
 * described in the kernel's configuration file system (docs.kernel.org/usb/gadget_configfs.html).
 */
export function makeGadget(options: {
  name: string
  ids: GadgetIds
  /** `protocol` 1 is a keyboard (HID standard, boot interface). */
  hid: { descriptor: Uint8Array; reportBytes: number; protocol: 0 | 1 }
  hasSerial: boolean
}): Gadget {
  const { name, ids, hid } = options
  const folder = join(configfs, name)
  const put = (file: string, value: string | Uint8Array) => writeFileSync(join(folder, file), value)
  const language = 'strings/0x409'
  mkdirSync(join(folder, language), { recursive: true })
  put('idVendor', `0x${ids.vendorId.toString(16)}`)
  put('idProduct', `0x${ids.productId.toString(16)}`)
  put(`${language}/manufacturer`, ids.manufacturer)
  put(`${language}/product`, ids.product)
  put(`${language}/serialnumber`, ids.serial)

  const hidPart = `functions/hid.${name}`
  mkdirSync(join(folder, hidPart))
  put(`${hidPart}/protocol`, `${hid.protocol}`)
  put(`${hidPart}/subclass`, hid.protocol === 1 ? '1' : '0')
  put(`${hidPart}/report_length`, `${hid.reportBytes}`)
  put(`${hidPart}/report_desc`, hid.descriptor)
  const parts = [hidPart]
  if (options.hasSerial) {
    mkdirSync(join(folder, `functions/acm.${name}`))
    parts.push(`functions/acm.${name}`)
  }
  mkdirSync(join(folder, 'configs/c.1'), { recursive: true })
  for (const part of parts)
    symlinkSync(join(folder, part), join(folder, 'configs/c.1', part.split('/')[1] ?? part))

  return {
    plugIn: (socket) => put('UDC', ports[socket]),
    unplug: () => put('UDC', '\n'),
    report: (bytes) => {
      const node = nodeOf(join(folder, hidPart))
      const fd = openSync(node, 'w')
      writeSync(fd, bytes)
      closeSync(fd)
    },
  }
}

/** The node of the device end of a HID part: its numbers stand in the part's folder. */
function nodeOf(part: string): string {
  const [, minor] = readFileSync(join(part, 'dev'), 'latin1').trim().split(':')
  return `/dev/hidg${minor}`
}
