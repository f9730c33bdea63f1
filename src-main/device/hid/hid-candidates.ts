import { printAddress } from '../address.ts'
import type { Candidate } from '../candidate.ts'
import { isHidScale } from './hid-scale.ts'
import { type HidDeviceInfo, nameOf } from './hid-transport.ts'
import { isHidScanner, scannerName, scannersInWrongMode } from './known-scanners.ts'

/**
 * The USB scanners and scales among what is plugged in, each once. A scanner that works as a keyboard, or in a mode of
 * its maker, is offered, too, with what to do about that: it is found by its new mode once that is changed.
 */
export function hidCandidates(found: readonly HidDeviceInfo[]): Candidate[] {
  const choices = new Map<string, Candidate>()
  const offer = (info: HidDeviceInfo, role: 'scanner' | 'scale', name: string) => {
    const address = addressOf(info, role)
    choices.set(address, { address, say: `USB ${role} ${name}`, roles: [role], wrongMode: null })
  }
  for (const info of found) {
    if (isHidScanner(info)) offer(info, 'scanner', scannerName(info))
    if (isHidScale(info)) offer(info, 'scale', nameOf(info))
  }
  const wrong = scannersInWrongMode(found).map(({ info, say, setupCode, ...mode }) => ({
    address: 'hid:auto',
    say: `${scannerName(info)}, ${mode.is === 'keyboard' ? 'typing as a keyboard' : 'in a mode of its maker'}`,
    roles: ['scanner' as const],
    wrongMode: { say, setupCode },
  }))
  return [...choices.values(), ...wrong]
}

function addressOf(info: HidDeviceInfo, role: 'scanner' | 'scale'): string {
  const { vendorId, productId, serialNumber } = info
  return printAddress(
    { is: 'hid', device: { vendorId, productId, serial: serialNumber }, layout: null },
    role,
  )
}
