import type { DeviceState } from '../../../src-shared/model/device.ts'
import type { PrinterPaper } from '../../../src-shared/model/printer.ts'
import type { PrintAnswer } from './print-answer.ts'

/** One label: in the language of the printer's paper, or one PDF page. */
export type PrintJob = { jobId: string; bytes: Uint8Array }

/** Anything labels come out of. One label after the other; never rejects for a reason of the printer. */
export type Printer = {
  takes: 'job' | 'pdf'
  /** How it is spoken to and what is loaded. */
  paper: PrinterPaper
  print(job: PrintJob): Promise<PrintAnswer>
  state(): DeviceState
  /** True where labels become files, which nobody at the bench sees coming out. */
  isFolder: boolean
  /** What the printer says it is; null when it does not say. */
  about(): string | null
  close(): Promise<void>
}
