import type { DeviceAddress } from './address.ts'
import type { OpenPort } from './port.ts'
import { serialPort } from './serial-port.ts'
import { tcpPort } from './tcp-port.ts'

/** The port behind an address. `virtual` is the station's end of the cable to the virtual device. */
export function portAt(address: Exclude<DeviceAddress, { is: 'folder' }>, virtual: OpenPort): OpenPort {
  switch (address.is) {
    case 'serial':
      return serialPort(address)
    case 'tcp':
      return tcpPort(address)
    case 'virtual':
      return virtual
  }
}
