import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { DeviceState } from '../../../src-shared/model/device.ts'
import { writeWhole } from '../../write-whole.ts'
import type { PrintAnswer } from './print-answer.ts'

/** Where there is no label printer: each label becomes a PDF file to print with whatever there is. */
export type FolderPrinter = {
  takes: 'pdf'
  /** Writes one label. `jobId` becomes the file's name; a second print of the same job replaces the file. */
  print(job: { jobId: string; pdf: Uint8Array }): Promise<PrintAnswer>
  state(): DeviceState
  close(): Promise<void>
}

/** A printer that writes into `folder`, which is made when it is missing. */
export function folderPrinter(folder: string): FolderPrinter {
  return {
    takes: 'pdf',
    print: async (job) => {
      try {
        await mkdir(folder, { recursive: true })
        await writeWhole(join(folder, `${fileName(job.jobId)}.pdf`), job.pdf)
        return { is: 'printed' }
      } catch (thrown) {
        const why = thrown instanceof Error ? thrown.message : String(thrown)
        return {
          is: 'not-ready',
          why: `The label could not be written to ${folder}: ${why}.`,
          next: 'Make room on the disk and check that the folder may be written to, then print again.',
        }
      }
    },
    state: () => ({ is: 'ready' }),
    close: async () => undefined,
  }
}

/** Letters, digits, dash and underscore only, so that no job names a file elsewhere. */
function fileName(jobId: string): string {
  return jobId.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 100) || 'label'
}
