import type { DeviceAddress } from './address.ts'
import type { OpenPort } from './port.ts'
import { serialPort } from './serial-port.ts'
import { tcpPort } from './tcp-port.ts'

/** The port of a serial, network or virtual device; `virtual` is the station end of the cable to a virtual one. */
export function portAt(
  address: Exclude<DeviceAddress, { is: 'folder' | 'hid' }>,
  virtual: OpenPort,
): OpenPort {
  switch (address.is) {
    case 'serial':
      return serialPort(address)
    case 'tcp':
      return tcpPort(address)
    case 'virtual':
      return virtual
  }
}
