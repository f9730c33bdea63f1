import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../src-main/clock.ts'
import { labelPreview } from '../../src-main/label/preview.ts'
import type { LabelStock } from '../../src-main/label/zpl.ts'
import type { PrintedLabel } from '../../src-main/training/device/virtual-printer.ts'

const stock: LabelStock = { dpi: 203, size: '4x6' }

/** Draws what came out of the printer, `box-1.png` and on, in the order it came. Gives the paths. */
export async function drawLabels(printed: readonly PrintedLabel[], outFolder: string): Promise<string[]> {
  const preview = labelPreview(systemClock)
  try {
    const files: string[] = []
    for (const [place, { zpl }] of printed.entries()) {
      const file = join(outFolder, `box-${place + 1}.png`)
      writeFileSync(file, await preview.renderZpl(zpl, stock))
      files.push(file)
    }
    return files
  } finally {
    await preview.close()
  }
}
