import type { Finding } from '../../../src-shared/model/device.ts'
import { accessFaults } from './access-faults.ts'
import type { DoctorFacts, Fault } from './facts.ts'
import { lineFaults } from './line-faults.ts'
import { printerFaults } from './printer-faults.ts'
import { scanFaults } from './scan-faults.ts'
import { usbFaults } from './usb-faults.ts'

/** Every fault that is known, the ones that explain others first. */
export const faults: readonly Fault[] = [
  ...accessFaults,
  ...lineFaults,
  ...usbFaults,
  ...scanFaults,
  ...printerFaults,
]

/** What is wrong with a device, as far as the facts tell: certain findings first, then likely ones, in their order. */
export function findingsOf(facts: DoctorFacts): Finding[] {
  const found = faults.flatMap(({ id, roles, signs, isCertain, find }): Finding[] => {
    const cure = roles.includes(facts.role) ? find(facts) : null
    if (cure === null) return []
    const { say, next, command = null, address = null } = cure
    return [{ fault: id, isCertain, signs, say, next, command, address }]
  })
  return [...found.filter((each) => each.isCertain), ...found.filter((each) => !each.isCertain)]
}
