import { createHmac } from 'node:crypto'

/*
 * Free text does not stand in the chain: a row holds a mark in its place, with the text's number and a salted hash of
 * it, and the text lies in a table beside. So it can be erased, and the chain still verifies.
 */

/** Instead of a text that was erased, wherever it stood. */
export const erasedText = '(erased)'
/** Instead of a text that a damaged store did not give any more. */
export const lostText = '(lost)'

const sign = '@text:'
const wholeMark = /^@text:(\d{1,15}):([0-9a-f]{64})$/
const anyMark = /@text:(\d{1,15}):([0-9a-f]{64})/g

/** What stands in a row instead of a text. */
export type Mark = { id: number; digest: string }

export function markOf({ id, digest }: Mark): string {
  return `${sign}${id}:${digest}`
}

/** The mark that a value is; null for every other value. */
export function readMark(value: string): Mark | null {
  if (!value.startsWith(sign)) return null
  const [, id, digest = ''] = wholeMark.exec(value) ?? []
  return id === undefined ? null : { id: Number(id), digest }
}

/** Whether a text could be taken for one that holds a mark: it is put beside too, whatever it is. */
export function looksMarked(text: string): boolean {
  return text.includes(sign)
}

/** Every mark in the JSON texts of a row; the same one may come twice. */
export function marksIn(row: { given: string; changes: string }): Mark[] {
  return [row.given, row.changes].flatMap((json) =>
    json.includes(sign)
      ? Array.from(json.matchAll(anyMark), ([, id, digest = '']) => ({ id: Number(id), digest }))
      : [],
  )
}

/** The salted hash of a text, as hex. Without the salt, which is erased with the text, nobody can guess at it. */
export function digestOf(salt: Uint8Array, text: string): string {
  return createHmac('sha256', salt).update(text, 'utf8').digest('hex')
}
