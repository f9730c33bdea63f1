import type { PrinterPaper } from '../../src-shared/model/printer.ts'
import { type Bitmap, rowBytes } from './bitmap.ts'
import { dots } from './page.ts'
import { graphicData } from './zpl-encode.ts'

/** Between two labels of a roll; printers that sense the gap themselves correct it. */
const gapMm = 3
/** Rows a receipt printer is sent at a time: older ones have no room for a whole label. */
const bandRows = 128

/**
 * A label as one picture in the printer's own language. Texts arrive as dots, so that nothing a product or an outlet is
 * called can be a command. `dpi` is needed for the gap between labels only.
 */
export function pictureJob(picture: Bitmap, paper: PrinterPaper): Uint8Array {
  switch (paper.language) {
    case 'zpl':
      return zplPicture(picture)
    case 'epl':
      return eplPicture(picture, paper)
    case 'tspl':
      return tsplPicture(picture, paper)
    case 'escpos':
      return escposPicture(picture)
    case 'pdf':
      throw new Error('a PDF is no picture job')
  }
}

function zplPicture(picture: Bitmap): Uint8Array {
  const bytes = picture.bytesPerRow * picture.height
  const field = `^FO0,0^GFA,${bytes},${bytes},${picture.bytesPerRow},${graphicData(picture)}^FS`
  return Buffer.from(`^XA^PW${picture.width}^LL${picture.height}^LH0,0^PQ1\n${field}\n^XZ\n`, 'latin1')
}

/**
 * EPL2 (Programmer's Manual 980352: N, q, Q, GW, P). A job starts with an empty line, else the first one is lost; every
 * line ends in LF alone. In `GW` a cleared bit is black.
 */
function eplPicture(picture: Bitmap, { dpi, size }: PrinterPaper): Uint8Array {
  const gap = size === 'receipt' ? 0 : dots(gapMm, dpi)
  return Buffer.concat([
    Buffer.from(`\nN\nq${picture.width}\nQ${picture.height},${gap}\n`, 'latin1'),
    Buffer.from(`GW0,0,${picture.bytesPerRow},${picture.height},`, 'latin1'),
    rowBytes(picture, true),
    Buffer.from('\nP1\n', 'latin1'),
  ])
}

/** TSPL (TSC, Gprinter). In `BITMAP` a cleared bit is black; lines end in CR LF. */
function tsplPicture(picture: Bitmap, { dpi, size }: PrinterPaper): Uint8Array {
  const mm = (count: number) => ((count / dpi) * 25.4).toFixed(1)
  const gap = size === 'receipt' ? 0 : gapMm
  return Buffer.concat([
    Buffer.from(
      `\r\nSIZE ${mm(picture.width)} mm,${mm(picture.height)} mm\r\nGAP ${gap} mm,0 mm\r\n`,
      'latin1',
    ),
    Buffer.from(`CLS\r\nBITMAP 0,0,${picture.bytesPerRow},${picture.height},0,`, 'latin1'),
    rowBytes(picture, true),
    Buffer.from('\r\nPRINT 1,1\r\n', 'latin1'),
  ])
}

/** ESC/POS: the picture in bands of `GS v 0` (a set bit is black), some paper fed, then cut. */
function escposPicture(picture: Bitmap): Uint8Array {
  const rows = rowBytes(picture, false)
  const parts: Uint8Array[] = [Buffer.from([0x1b, 0x40])]
  for (let from = 0; from < picture.height; from += bandRows) {
    const count = Math.min(bandRows, picture.height - from)
    const [width, height] = [Buffer.alloc(2), Buffer.alloc(2)]
    width.writeUInt16LE(picture.bytesPerRow)
    height.writeUInt16LE(count)
    parts.push(Buffer.from([0x1d, 0x76, 0x30, 0x00]), width, height)
    parts.push(rows.subarray(from * picture.bytesPerRow, (from + count) * picture.bytesPerRow))
  }
  parts.push(Buffer.from([0x1b, 0x64, 0x03, 0x1d, 0x56, 0x42, 0x00]))
  return Buffer.concat(parts)
}
