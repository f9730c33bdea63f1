import type { PrintAnswer } from '../../../src-main/device/printer/print-answer.ts'
import type { Printer } from '../../../src-main/device/printer/printer.ts'
import type { DeviceState } from '../../../src-shared/model/device.ts'
import { type PrinterPaper, usualPaper } from '../../../src-shared/model/printer.ts'

/** A printer that answers as told and keeps what it was sent, as text. */
export function pretendPrinter(
  answer: () => PrintAnswer | Promise<PrintAnswer>,
  sent: string[],
  { paper = usualPaper, state = () => ({ is: 'ready' as const }) }: Partial<Options> = {},
): Printer {
  return {
    takes: 'job',
    isFolder: false,
    paper,
    print: async ({ bytes }) => {
      sent.push(Buffer.from(bytes).toString('utf8'))
      return answer()
    },
    state,
    about: () => null,
    close: async () => undefined,
  }
}

type Options = { paper: PrinterPaper; state: () => DeviceState }
