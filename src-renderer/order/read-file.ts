import type { Takes } from '../../src-shared/contract/contract.ts'
import { mostListLetters, mostWorkbookBytes } from '../../src-shared/model/order.ts'

export type RowsFrom = Takes<'order:read-rows'>['from']

/** A chosen file as the station reads it; `too-large` when it does not fit into one message. */
export async function rowsFromFile(file: File): Promise<RowsFrom | 'too-large'> {
  if (/\.xlsx$/i.test(file.name)) {
    if (file.size > mostWorkbookBytes) return 'too-large'
    const bytes = new Uint8Array(await file.arrayBuffer())
    const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
    return { is: 'sheet', base64: btoa(letters) }
  }
  // Four bytes at most make a letter: what is larger is not even read.
  if (file.size > mostListLetters * 4) return 'too-large'
  const text = await file.text()
  return text.length > mostListLetters ? 'too-large' : { is: 'text', text }
}
