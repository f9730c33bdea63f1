import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import PDFDocument from 'pdfkit'
import { weightWords } from './box-label.ts'
import { fontPath } from './label-font.ts'
import { drawEnd, drawHead, drawLines, type SlipPage, slipPage } from './packing-slip-page.ts'
import { pdfBytes } from './pdf-bytes.ts'
import { plainText } from './plain-text.ts'

export type SlipPlace = {
  readonly name: string
  readonly addressLines: readonly string[]
  readonly phone: string | null
}

/** One line: units planned and packed, and the numbers of the boxes that hold it. */
export type SlipLine = {
  readonly product: string
  readonly sku: string
  readonly planned: number
  readonly packed: number
  readonly boxes: readonly number[]
}

export type SlipBox = {
  readonly number: number
  readonly units: number
  readonly grams: number | null
  readonly weightFrom: 'scale' | 'typed' | null
  readonly labelNumber: string | null
}

/** Everything a packing slip says; times in the words of the desk. */
export type PackingSlip = {
  readonly consignmentCode: string
  readonly reference: string
  readonly from: SlipPlace
  readonly to: SlipPlace
  readonly packedAt: string
  readonly printedAt: string
  /** Who packed, as the station shows people; null leaves a line to write on. */
  readonly packedBy: string | null
  readonly note: string
  readonly lines: readonly SlipLine[]
  readonly boxes: readonly SlipBox[]
  readonly isTraining: boolean
}

/** Letters without those that look like digits (Crockford's base 32), so that the code survives the telephone. */
const codeLetters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Eight letters over what the slip says (not when it was printed): two slips with the same code say the same, and a
 * page of another slip shows at once.
 */
export function slipCheckCode(slip: PackingSlip): string {
  const { printedAt: _, ...said } = slip
  const digest = createHash('sha256').update(JSON.stringify(said)).digest()
  const letters = [...digest.subarray(0, 8)].map((byte) => codeLetters[byte & 31]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

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

/** Weights of the boxes added up; null when any of them was not weighed. */
export function slipGrams(slip: PackingSlip): number | null {
  const grams = slip.boxes.map((box) => box.grams)
  return grams.some((one) => one === null) ? null : grams.reduce<number>((sum, one) => sum + (one ?? 0), 0)
}

/** A box's weight with where it comes from. */
export function boxWeightWords(box: SlipBox): string {
  if (box.grams === null) return 'not weighed'
  return box.weightFrom === 'typed' ? `${weightWords(box.grams)} typed` : weightWords(box.grams)
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
