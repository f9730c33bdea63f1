import { words } from '../words.ts'

/** A full recorder writes less than this. */
const mostFileBytes = 16 * 1024 * 1024
/** What goes through the door in one message is 256 KiB; the rest is for what stands around it. */
const mostBytes = 250_000
/** How every recording begins, whichever version wrote it. */
const title = 'Consignment Station traffic record'

/** What a chosen file holds, or a sentence why it is no recording: found here, before any of it goes to the station. */
export async function readRecording(
  file: Blob,
): Promise<{ is: 'recording'; text: string; isCut: boolean } | { is: 'none'; say: string }> {
  const w = words.doctor.traffic
  const start = await file.slice(0, title.length).text()
  if (start !== title) return { is: 'none', say: w.noRecording }
  if (file.size > mostFileBytes) return { is: 'none', say: w.tooLong }
  const fitted = fitRecording(await file.text())
  // Signs that a recording has none of are written in up to six bytes each.
  const bytes = new TextEncoder().encode(JSON.stringify(fitted.text)).length
  const isBare = fitted.isCut && fitted.text.endsWith('\n\n')
  return bytes > mostBytes || isBare ? { is: 'none', say: w.noRecording } : { is: 'recording', ...fitted }
}

/** What goes through the door to the station in one request, with room for what writing it as JSON adds. */
export const mostRecordingCharacters = 120_000

/** A saved recording with its newest lines only, where it is too long; it begins with a whole piece. */
export function fitRecording(text: string, most = mostRecordingCharacters): { text: string; isCut: boolean } {
  if (text.length <= most) return { text, isCut: false }
  const end = text.search(/\r?\n\r?\n/)
  const head = end === -1 || end > most / 2 ? '' : text.slice(0, end)
  const lines = text.slice(text.length - (most - head.length - 2)).split(/\r?\n/)
  // The first line was cut somewhere, and lines that begin with a plus go on from one that is not there.
  const from = lines.findIndex((line, at) => at > 0 && !line.startsWith('+'))
  return { text: `${head}\n\n${lines.slice(from === -1 ? lines.length : from).join('\n')}`, isCut: true }
}
