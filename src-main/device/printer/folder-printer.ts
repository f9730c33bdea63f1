import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { LabelSize } from '../../../src-shared/model/printer.ts'
import { usualPaper } from '../../../src-shared/model/printer.ts'
import { writeWhole } from '../../write-whole.ts'
import type { Printer } from './printer.ts'

/**
 * Where there is no label printer: each label becomes a PDF file in `folder`, which is made when it is missing, to print
 * with whatever there is. A job's id becomes the file's name; a second print of the same job replaces the file.
 */
export function folderPrinter(folder: string, size: LabelSize): Printer {
  return {
    takes: 'pdf',
    isFolder: true,
    paper: { ...usualPaper, language: 'pdf', size },
    about: () => null,
    print: async (job) => {
      try {
        await mkdir(folder, { recursive: true })
        await writeWhole(join(folder, `${fileName(job.jobId)}.pdf`), job.bytes)
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
