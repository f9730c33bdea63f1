import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

const wasmFile = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
const wasm = new Uint8Array(readFileSync(wasmFile))
// Without its own wasm file the reader would ask the network for it.
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer } })

/** The linear codes in a picture: AIM symbology identifier (`]C1` = GS1-128, `]C0` = Code 128) and text. */
type Format = 'Code128' | 'EAN-13' | 'EAN-8' | 'UPC-A'

export async function codesIn(
  png: Uint8Array,
  formats: Format[] = ['Code128'],
): Promise<{ identifier: string; text: string }[]> {
  const found = await readBarcodes(new Uint8Array(png), {
    formats,
    tryHarder: true,
    textMode: 'Plain',
  })
  return found.map(({ symbologyIdentifier, text }) => ({ identifier: symbologyIdentifier, text }))
}

/** Are poppler's tools here? They come with Debian's poppler-utils. */
export const hasPoppler = spawnSync('pdftoppm', ['-v']).error === undefined

/** Pages of a PDF as PNG. */
export function picturesOf(pdf: Uint8Array, dpi: number): Uint8Array[] {
  return inFolder(pdf, (folder, file) => {
    execFileSync('pdftoppm', ['-r', String(dpi), '-png', file, join(folder, 'page')])
    const pages = readdirSync(folder).filter((name) => name.endsWith('.png'))
    return pages.sort().map((name) => new Uint8Array(readFileSync(join(folder, name))))
  })
}

/** The text layer of a PDF, one string a page. */
export function pageTextsOf(pdf: Uint8Array): string[] {
  return inFolder(pdf, (_, file) => {
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    return text.split('\f').slice(0, -1)
  })
}

function inFolder<T>(pdf: Uint8Array, work: (folder: string, file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'label-'))
  try {
    const file = join(folder, 'given.pdf')
    writeFileSync(file, pdf)
    return work(folder, file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Whether the code in a picture carries the mark (FNC3) that makes a scanner take it as a setting of its own. */
export async function isForTheReader(png: Uint8Array): Promise<boolean> {
  const [found] = await readBarcodes(new Uint8Array(png), { formats: ['Code128'], tryHarder: true })
  return found?.extra.includes('ReaderInit') ?? false
}
