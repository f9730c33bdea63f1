import { printAddress } from '../address.ts'
import { isHidScale } from './hid-scale.ts'
import { type HidDeviceInfo, nameOf } from './hid-transport.ts'
import { isHidScanner, scannerInOtherMode } from './known-scanners.ts'

/**
 * The USB scanners and scales among what is plugged in, each with an address and a line to choose it by. A scanner that
 * works as a keyboard is offered, too: chosen, it says what to do about that.
 */
export function hidCandidates(found: readonly HidDeviceInfo[]): { address: string; say: string }[] {
  const choices = new Map<string, string>()
  for (const info of found) {
    if (isHidScanner(info)) choices.set(addressOf(info, 'scanner'), `USB scanner ${nameOf(info)}`)
    if (isHidScale(info)) choices.set(addressOf(info, 'scale'), `USB scale ${nameOf(info)}`)
  }
  if (scannerInOtherMode(found, null) !== null)
    choices.set('hid:auto', 'USB scanner in another mode: choose it to see how to change that')
  return [...choices].map(([address, say]) => ({ address, say }))
}

function addressOf(info: HidDeviceInfo, role: 'scanner' | 'scale'): string {
  const { vendorId, productId, serialNumber } = info
  return printAddress(
    { is: 'hid', device: { vendorId, productId, serial: serialNumber }, layout: null },
    role,
  )
}
