import { setImmediate } from 'node:timers/promises'
import PDFDocument from 'pdfkit'
import { fontPath } from './label-font.ts'
import { type PackingSlip, slipCheckCode } from './packing-slip-model.ts'
import { drawEnd, drawHead, drawLines, type SlipPage, slipPage } from './packing-slip-page.ts'
import { pdfBytes } from './pdf-bytes.ts'
import { plainText } from './plain-text.ts'

/** The packing slip as A4 PDF, as many pages as its lines need, each with its number, the code and a check code. */
export async function packingSlipPdf(slip: PackingSlip): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    font: fontPath('Regular'),
    info: { Title: `Packing slip ${plainText(slip.consignmentCode)}` },
  })
  const page: SlipPage = slipPage(doc, slip)
  drawHead(page)
  await drawLines(page)
  drawEnd(page)
  await drawFooters(page, slipCheckCode(slip))
  return pdfBytes(doc)
}

async function drawFooters(page: SlipPage, checkCode: string): Promise<void> {
  const { doc, write, width, left, bottom, slip } = page
  const { count } = doc.bufferedPageRange()
  for (let index = 0; index < count; index += 1) {
    if (index % 5 === 4) await setImmediate()
    doc.switchToPage(index)
    doc
      .moveTo(left, bottom + 8)
      .lineTo(left + width, bottom + 8)
      .lineWidth(0.5)
      .stroke('#888888')
    const y = bottom + 14
    write(`${plainText(slip.consignmentCode)} · check code ${checkCode}`, left, y, {
      width: width * 0.4,
      size: 8,
    })
    const middle = { width: width * 0.44, size: 8, align: 'center' as const }
    write(`printed ${plainText(slip.printedAt)} · weights not certified`, left + width * 0.28, y, middle)
    const right = { width: width * 0.26, size: 8, align: 'right' as const }
    write(`page ${index + 1} of ${count}`, left + width * 0.74, y, right)
  }
}
