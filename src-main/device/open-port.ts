import type { DeviceAddress } from './address.ts'
import type { OpenPort } from './port.ts'
import { serialPort } from './serial-port.ts'
import { tcpPort } from './tcp-port.ts'
import { usbPrinterPort } from './usb-printer-port.ts'

/** The port of a serial, network, USB printer or virtual device; `virtual` is the station end of the cable to a virtual one. */
export function portAt(
  address: Exclude<DeviceAddress, { is: 'folder' | 'hid' | 'queue' }>,
  virtual: OpenPort,
): OpenPort {
  switch (address.is) {
    case 'serial':
      return serialPort(address)
    case 'tcp':
      return tcpPort(address)
    case 'usb':
      return usbPrinterPort(address.path)
    case 'virtual':
      return virtual
  }
}
