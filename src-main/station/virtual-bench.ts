import type { DeviceRole } from '../../src-shared/model/device.ts'
import type { Clock } from '../clock.ts'
import { pipe } from '../device/pipe-port.ts'
import type { OpenPort } from '../device/port.ts'
import { type VirtualPrinter, virtualPrinter } from '../training/device/virtual-printer.ts'
import { type VirtualScale, virtualScale } from '../training/device/virtual-scale.ts'
import { type VirtualScanner, virtualScanner } from '../training/device/virtual-scanner.ts'

/** The virtual scanner, scale and printer of training mode, each at the far end of a cable that can be pulled. */
export type VirtualBench = {
  ports: Record<DeviceRole, OpenPort>
  scanner: VirtualScanner
  scale: VirtualScale
  printer: VirtualPrinter
  plug(role: DeviceRole, isPluggedIn: boolean): void
  isPluggedIn(role: DeviceRole): boolean
  close(): Promise<void>
}

/** `onChange` hears when a label came out. */
export async function openVirtualBench(clock: Clock, onChange: () => void): Promise<VirtualBench> {
  const cables = {
    scanner: pipe('The virtual scanner'),
    scale: pipe('The virtual scale'),
    printer: pipe('The virtual printer'),
  }
  const scanner = virtualScanner()
  const scale = virtualScale({ protocol: 'toledo-8217', clock })
  const printer = virtualPrinter({ clock, onLabel: onChange })
  await Promise.all([
    scanner.connect(cables.scanner.device),
    scale.connect(cables.scale.device),
    printer.connect(cables.printer.device),
  ])
  return {
    ports: {
      scanner: cables.scanner.station,
      scale: cables.scale.station,
      printer: cables.printer.station,
    },
    scanner,
    scale,
    printer,
    plug: (role, isPluggedIn) => (isPluggedIn ? cables[role].plugIn() : cables[role].unplug()),
    isPluggedIn: (role) => cables[role].isPluggedIn(),
    async close() {
      await Promise.all([scanner.close(), scale.close(), printer.close()])
    },
  }
}
