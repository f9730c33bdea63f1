import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DeviceState } from '../../../src-shared/model/device.ts'
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
        await writeWhole(folder, `${fileName(job.jobId)}.pdf`, job.pdf)
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

/** The file stands whole under its name or not at all: written beside it, flushed to the disk, then renamed. */
async function writeWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true })
  const part = join(folder, `.${name}.part`)
  try {
    await usingFile(part, async (file) => {
      await file.writeFile(bytes)
      await file.sync()
    })
    await rename(part, join(folder, name))
  } catch (thrown) {
    await rm(part, { force: true })
    throw thrown
  }
}

async function usingFile(path: string, work: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, 'w')
  try {
    await work(file)
  } finally {
    await file.close()
  }
}
