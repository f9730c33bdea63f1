import type { DeviceRole } from '../../src-shared/model/device.ts'
import type { Clock } from '../clock.ts'
import { pipe } from '../device/pipe-port.ts'
import type { OpenPort } from '../device/port.ts'
import { type VirtualPrinter, virtualPrinter } from '../training/device/virtual-printer.ts'
import { type VirtualScale, virtualScale } from '../training/device/virtual-scale.ts'
import { type VirtualScanner, virtualScanner } from '../training/device/virtual-scanner.ts'

/** The virtual scanner, scale and printers of training mode, each at the far end of a cable that can be pulled. */
export type VirtualBench = {
  ports: Record<DeviceRole, OpenPort>
  scanner: VirtualScanner
  scale: VirtualScale
  printer: VirtualPrinter
  /** Always well: what the first cannot print comes out of it. */
  printer2: VirtualPrinter
  plug(role: DeviceRole, isPluggedIn: boolean): void
  isPluggedIn(role: DeviceRole): boolean
  close(): Promise<void>
}

/** `onChange` hears when a label came out, and when what was put on the scale stands still. */
export async function openVirtualBench(clock: Clock, onChange: () => void): Promise<VirtualBench> {
  const cables = {
    scanner: pipe('The virtual scanner'),
    scale: pipe('The virtual scale'),
    printer: pipe('The virtual printer'),
    printer2: pipe('The second virtual printer'),
  }
  const scanner = virtualScanner()
  const scale = virtualScale({ protocol: 'toledo-8217', clock, onSettled: onChange })
  // Whatever language its address names, a virtual printer understands.
  const languages = ['zpl', 'epl', 'tspl', 'escpos'] as const
  const printer = virtualPrinter({ clock, languages, onLabel: onChange })
  const printer2 = virtualPrinter({ clock, languages, onLabel: onChange })
  await Promise.all([
    scanner.connect(cables.scanner.device),
    scale.connect(cables.scale.device),
    printer.connect(cables.printer.device),
    printer2.connect(cables.printer2.device),
  ])
  return {
    ports: {
      scanner: cables.scanner.station,
      scale: cables.scale.station,
      printer: cables.printer.station,
      printer2: cables.printer2.station,
    },
    scanner,
    scale,
    printer,
    printer2,
    plug: (role, isPluggedIn) => (isPluggedIn ? cables[role].plugIn() : cables[role].unplug()),
    isPluggedIn: (role) => cables[role].isPluggedIn(),
    async close() {
      await Promise.all([scanner.close(), scale.close(), printer.close(), printer2.close()])
    },
  }
}
