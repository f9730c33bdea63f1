import type { DeviceState } from '../../src-shared/model/device.ts'
import { type PrinterRole, usualPaper } from '../../src-shared/model/printer.ts'
import type { Bench } from '../bench.ts'
import { type DeviceAddress, printAddress } from '../device/address.ts'
import type { OpenPort } from '../device/port.ts'
import { folderPrinter } from '../device/printer/folder-printer.ts'
import type { Printer } from '../device/printer/printer.ts'
import { openPrinter } from '../device/printer/printer-driver.ts'
import { openQueuePrinter } from '../device/printer/queue/queue-printer.ts'
import type { QueueTools } from '../device/printer/queue/queue-tools.ts'
import type { LineAddress } from './bench-ports.ts'

type Parts = {
  bench: Bench
  /** Where labels become PDF files. */
  folder: string
  queues: QueueTools
  /** The port of a printer at the end of a line. */
  line(address: LineAddress): OpenPort
  onState(state: DeviceState): void
}

/** Opens the printer at an address: a folder, a print queue, or one at the end of a line. Null: no printer is there. */
export function openBenchPrinter(role: PrinterRole, address: DeviceAddress, parts: Parts): Printer | null {
  const { clock, log } = parts.bench
  const name = printAddress(address, role)
  const common = { name, clock, log, onState: parts.onState }
  switch (address.is) {
    case 'hid':
    case 'serial':
      return null
    case 'folder':
      return folderPrinter(parts.folder, address.paper.size)
    case 'queue':
      return openQueuePrinter({ ...common, ...address, queue: address.name, name, tools: parts.queues })
    case 'virtual':
    case 'tcp':
    case 'usb':
      return openPrinter({
        ...common,
        open: parts.line(address),
        paper: address.paper ?? usualPaper,
        reports: address.is === 'virtual' || address.reports,
      })
  }
}
