import type { Taken } from '../../src-shared/contract/contract.ts'
import { StationError } from '../../src-shared/failure.ts'
import { type Bench, commandOn } from '../bench.ts'
import { marksIn } from '../journal/beside.ts'
import { textErased } from '../store/text-check.ts'
import { askerOf, rowOrRefuse } from './record-scope.ts'

/**
 * `record:erase-text`: erases a text of a row, in every row and table where the same text stands. The rows stay, and the
 * chain verifies: it holds a salted hash of the text, whose salt goes too. Copies of before hold it until they are removed.
 *
 * @throws StationError `no-such-row`, or `no-such-text` where the row holds none of that number, or it is gone already
 */
export function eraseText(
  bench: Bench,
  { seq, textId, reason }: Taken<'record:erase-text'>,
): Record<string, never> {
  const { store } = bench
  const row = rowOrRefuse(store, askerOf(bench), seq)
  const isThere = marksIn(row).some(({ id }) => id === textId) && store.texts.get(textId)?.gone === null
  if (!isThere) throw noSuchText()
  const given = { row: seq, [textErased.list]: [textId], reason }
  store.write({ ...commandOn(bench, textErased.kind, '', given), subject: row.subject }, () =>
    store.texts.erase(textId),
  )
  store.emptyLog()
  return {}
}

function noSuchText(): StationError {
  return new StationError(
    'no-such-text',
    'There is no such text in this row: it was erased, or it was written before texts stood beside the record.',
    'Open the row once more.',
  )
}
