import { returnReasons } from '../../src-shared/model/return.ts'
import { rejectionReasons } from '../../src-shared/rule/approval.ts'
import { looksMarked } from '../journal/beside.ts'
import type { Change, JournalledTable } from './capture.ts'

/**
 * Columns that hold what a person wrote in words of their own. A column that is in no list here stands in the journal as
 * it is: ids, codes, states, times, and the station's and Lightspeed's sentences. What is read by a scanner is a code.
 */
export const freeColumns: Readonly<Partial<Record<JournalledTable, readonly string[]>>> = {
  consignment: ['note'],
  transition: ['reason'],
  receipt: ['reason'],
  receipt_line: ['note'],
  unlisted_item: ['name', 'note'],
  discrepancy: ['reason'],
  count_line: ['skipped_because'],
  outbox: ['reason'],
  conflict: ['reason'],
  difference: ['reason'],
  print_job: ['reason'],
  approval_act: ['reason'],
  return_reason: ['text'],
  refund: ['note'],
  order_notice: ['note'],
}

/** Columns that hold JSON, of which only these parts are free text: who drives, who fetches and how they are reached. */
export const freeParts: Readonly<
  Partial<Record<JournalledTable, Readonly<Record<string, readonly string[]>>>>
> = {
  consignment: { handover: ['driver', 'vehicle', 'by', 'phone', 'location'] },
}

/** What is given with a command under these names is free text, unless it is one of the reasons there are to choose from. */
const freeGiven: ReadonlySet<string> = new Set(['reason', 'note'])
const chosenReasons: ReadonlySet<string> = new Set<string>([...returnReasons, ...rejectionReasons])

/** Gives what is to stand in place of a text. */
type Swap = (text: string) => string

/**
 * The JSON texts of a journal row with each free text swapped: those of the changes first, and whatever of them was given
 * too. Whatever could be taken for a mark is swapped with them.
 */
export function withTextsBeside(
  row: { given: unknown; changes: readonly Change[] },
  putBeside: Swap,
): { given: string; changes: string } {
  const asItIs = { given: JSON.stringify(row.given ?? null), changes: JSON.stringify(row.changes) }
  if (!mayHoldText(row.changes, asItIs)) return asItIs
  const beside = new Set<string>()
  const put = (text: string) => {
    beside.add(text)
    return putBeside(text)
  }
  const plain = (text: string) => (looksMarked(text) ? put(text) : text)
  const changes = row.changes.map((change) => mapChange(change, put, plain))
  const given = mapNamed(row.given ?? null, '', (text, name) => {
    const isFree = freeGiven.has(name) && text !== '' && !chosenReasons.has(text)
    return isFree || beside.has(text) ? putBeside(text) : plain(text)
  })
  return { given: JSON.stringify(given), changes: JSON.stringify(changes) }
}

/** A look at the outside: most rows, every scan among them, hold no text, and are not to wait for a closer one. */
function mayHoldText(changes: readonly Change[], json: { given: string; changes: string }): boolean {
  if (looksMarked(json.changes) || looksMarked(json.given)) return true
  for (const name of freeGiven) if (json.given.includes(`"${name}"`)) return true
  return changes.some(({ table, before, after }) => {
    const isThere = (column: string) => Boolean(before?.[column]) || Boolean(after?.[column])
    return freeColumns[table]?.some(isThere) === true || Object.keys(freeParts[table] ?? {}).some(isThere)
  })
}

/** The changes of a journal row with whatever stands in place of a text swapped for what is to be read there. */
export function changesWithTexts(changes: string, open: Swap): Change[] {
  const read = JSON.parse(changes) as Change[]
  return looksMarked(changes) ? read.map((change) => mapChange(change, open, open)) : read
}

/** The same of what was given; JSON again. */
export function givenWithTexts(given: string, open: Swap): string {
  return looksMarked(given) ? JSON.stringify(mapNamed(JSON.parse(given), '', open)) : given
}

function mapChange(change: Change, free: Swap, plain: Swap): Change {
  const columns = freeColumns[change.table] ?? []
  const parts = freeParts[change.table] ?? {}
  const image = (values: Change['before']): Change['before'] =>
    values === null
      ? null
      : mapEntries(values, (value, name) => {
          if (typeof value !== 'string' || value === '') return value
          const named = parts[name]
          if (named !== undefined) return mapParts(value, named, free, plain)
          return columns.includes(name) ? free(value) : plain(value)
        })
  const { key, before, after } = change
  return { ...change, key: mapKey(key, plain), before: image(before), after: image(after) }
}

function mapKey(key: Change['key'], plain: Swap): Change['key'] {
  return mapEntries(key, (value) => (typeof value === 'string' ? plain(value) : value))
}

/** JSON in a column, its free parts swapped. What is no JSON of ours, letter by letter, is swapped whole. */
export function mapParts(json: string, parts: readonly string[], free: Swap, plain: Swap): string {
  const read = readJson(json)
  if (read === undefined || JSON.stringify(read) !== json) return free(json)
  return JSON.stringify(
    mapNamed(read, '', (text, name) => (parts.includes(name) && text !== '' ? free(text) : plain(text))),
  )
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined
    throw thrown
  }
}

/** Every text in a value, with the name it stands under; items of a list stand under the name of the list. */
function mapNamed(value: unknown, name: string, swap: (text: string, name: string) => string): unknown {
  if (typeof value === 'string') return swap(value, name)
  if (Array.isArray(value)) return value.map((item) => mapNamed(item, name, swap))
  if (typeof value !== 'object' || value === null) return value
  return mapEntries(value as Record<string, unknown>, (one, inner) => mapNamed(one, inner, swap))
}

function mapEntries<V>(from: Record<string, V>, swap: (value: V, name: string) => V): Record<string, V> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, swap(value, name)]))
}
