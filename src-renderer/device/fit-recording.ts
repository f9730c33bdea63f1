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
