import type { BoxLabel } from '../../../src-main/label/box-label.ts'
import { boxLabelDrawing } from '../../../src-main/label/box-label-layout.ts'
import { labelJob, labelPdf } from '../../../src-main/label/drawing.ts'
import { type TestLabel, testLabelDrawing } from '../../../src-main/label/test-label.ts'
import { type LabelSize, type PrinterPaper, usualPaper } from '../../../src-shared/model/printer.ts'

type Stock = Pick<PrinterPaper, 'dpi' | 'size'>

/** A box label as the ZPL its printer gets. */
export function boxLabelZpl(label: BoxLabel, stock: Stock): string {
  return Buffer.from(labelJob(boxLabelDrawing(label), { ...usualPaper, ...stock })).toString('utf8')
}

export function boxLabelPdf(label: BoxLabel, size: LabelSize): Promise<Uint8Array> {
  return labelPdf(boxLabelDrawing(label), size)
}

export function testLabelZpl(label: TestLabel, stock: Stock): string {
  return Buffer.from(labelJob(testLabelDrawing(label), { ...usualPaper, ...stock })).toString('utf8')
}

export function testLabelPdf(label: TestLabel, size: LabelSize): Promise<Uint8Array> {
  return labelPdf(testLabelDrawing(label), size)
}
