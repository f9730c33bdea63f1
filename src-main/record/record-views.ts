import type { RecordChange, RecordDetail, RecordRow } from '../../src-shared/model/record.ts'
import { marksIn } from '../journal/beside.ts'
import type { JournalRow } from '../journal/chain.ts'
import type { Change } from '../store/capture.ts'
import { changesWithTexts, givenWithTexts } from '../store/free-text.ts'
import type { Store } from '../store/store.ts'

const namedProducts = 2
const mostChanges = 200
const longestValue = 2_000

/** One act as the list shows it, with the names that stand beside the journal. */
export function rowView(store: Store, row: JournalRow): RecordRow {
  const tags = store.record.tagsOf(row)
  const refs = (what: string) => tags.filter(([one]) => one === what).map(([, ref]) => ref)
  const products = refs('product')
  const consignment = consignmentOf(store, row.subject ?? only(refs('consignment')))
  return {
    seq: row.seq,
    at: row.at,
    who: { id: row.actor, name: store.staff.get(row.actor)?.name ?? null, role: row.role },
    kind: row.kind,
    consignment,
    products: products.slice(0, namedProducts).map((id) => store.products.get(id)?.name ?? id),
    moreProducts: Math.max(0, products.length - namedProducts),
    note: noteOf(givenOf(store, row)),
    changes: changeCount(row),
  }
}

/** One act whole. */
export function detailView(store: Store, row: JournalRow): RecordDetail {
  const changes = changesWithTexts(row.changes, store.texts.open)
  const signed = store.signatures.covering(row.seq)
  return {
    ...rowView(store, row),
    station: row.station,
    program: row.program,
    traceId: row.traceId,
    given: Object.entries(givenOf(store, row)).map(([name, value]) => ({ name, value: say(value) ?? '' })),
    changed: changes.slice(0, mostChanges).map(changeView),
    isCut: changes.length > mostChanges,
    texts: textsOf(store, row),
    hash: row.hash,
    previousHash: row.previousHash,
    signed: signed === null ? null : { seq: signed.seq, at: signed.at },
  }
}

function changeView({ table, key, before, after }: Change): RecordChange {
  const names = Object.keys(after ?? before ?? {})
  return {
    table,
    key: Object.values(key).map(String).join(' '),
    is: before === null ? 'new' : after === null ? 'gone' : 'changed',
    fields: names
      .map((name) => ({ name, before: say(before?.[name]), after: say(after?.[name]) }))
      .filter((field) => field.before !== null || field.after !== null),
  }
}

function consignmentOf(store: Store, id: string | null): RecordRow['consignment'] {
  const found = id === null ? null : store.consignments.get(id)
  return found === null ? null : { id: found.id, code: found.code }
}

function only(ids: readonly string[]): string | null {
  return ids.length === 1 ? (ids[0] ?? null) : null
}

/** The reason a person gave, or what was read: the two things a row is recognised by. */
function noteOf({ reason, text }: Record<string, unknown>): string | null {
  for (const one of [reason, text]) if (typeof one === 'string' && one !== '') return one.slice(0, 200)
  return null
}

/** The texts of a row that lie beside the journal, each once. */
function textsOf(store: Store, row: JournalRow): RecordDetail['texts'] {
  const ids = [...new Set(marksIn(row).map(({ id }) => id))]
  return ids.map((id) => {
    const found = store.texts.get(id)
    const rows = Math.max(1, store.record.countOf('text', String(id)))
    return { id, text: found?.text ?? null, isErased: found?.gone === 'erased', rows }
  })
}

/** How many rows of the store it changed. */
export function changeCount({ changes }: JournalRow): number {
  return (JSON.parse(changes) as Change[]).length
}

function givenOf(store: Store, { given }: JournalRow): Record<string, unknown> {
  const read: unknown = JSON.parse(givenWithTexts(given, store.texts.open))
  return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {}
}

/** A stored value as text; null where there is none. */
function say(value: unknown): string | null {
  if (value === null || value === undefined) return null
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > longestValue ? `${text.slice(0, longestValue)} …` : text
}
