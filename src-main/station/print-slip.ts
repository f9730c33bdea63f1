import { routesOf } from '../label/print-desk.ts'
import type { Workplace } from './workplace.ts'

/**
 * Puts a packing slip, or `what` else is on pages, on paper where slips go to a printer; gives what became of it in a sentence, null where they are
 * files only. Only a printer of pages can: a slip on a roll of labels would help nobody.
 */
export async function printSlip(
  place: Workplace,
  file: string,
  pdf: Uint8Array,
  what = 'The packing slip',
): Promise<string | null> {
  const { to } = routesOf(place.bench.store)['packing-slip']
  if (to === null) return null
  const printer = place.devices.printer(to)
  if (printer === null || printer.takes !== 'pdf' || printer.isFolder) {
    return `${what} was not printed: its printer takes labels only. Choose another one in Setup.`
  }
  const answer = await printer.print({ jobId: file, bytes: pdf })
  if (answer.is === 'printed') return `${what} was printed.`
  return answer.is === 'unsure'
    ? `${answer.why} Look whether ${what.toLowerCase()} came out.`
    : `${what} was not printed: ${answer.why} ${answer.next}`
}
