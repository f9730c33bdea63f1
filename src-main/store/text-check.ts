import type { Database } from 'better-sqlite3'
import { marksIn } from '../journal/beside.ts'
import type { Broken, JournalRow, Tampering } from '../journal/chain.ts'
import { isAsMarked, textRows } from './text-rows.ts'

/** What the acts that take texts away are called, and under which name they give the texts' numbers. */
export const textErased = { kind: 'record:text-erased', list: 'texts' } as const
export const broughtBack = { kind: 'store:brought-back', list: 'lostTexts' } as const

/**
 * Looks, while the rows of a journal go by, whether the texts beside them are those they were written with. A text may be
 * gone only if a row of the journal says so.
 */
export function textChecker(db: Database) {
  const texts = textRows(db)
  const sound = new Map<number, string>()
  const gone = new Map<number, { row: JournalRow; list: string }>()
  const said = new Set<string>()
  let first: Broken | null = null

  function look(row: JournalRow): Broken | null {
    for (const mark of marksIn(row)) {
      if (sound.get(mark.id) === mark.digest) continue
      const found = texts.get(mark.id)
      if (found === null) return badText('text-gone', row)
      if (!isAsMarked(found, mark)) return badText('text-changed', row)
      sound.set(mark.id, mark.digest)
      if (found.gone !== null) {
        gone.set(mark.id, { row, list: (found.gone === 'erased' ? textErased : broughtBack).list })
      }
    }
    return null
  }

  return {
    see(row: JournalRow): void {
      for (const act of [textErased, broughtBack]) {
        for (const id of idsIn(row, act)) said.add(`${act.list} ${id}`)
      }
      first ??= look(row)
    },
    /** The first row with a bad text; null when there is none. `isWhole`: every row that could say so went by. */
    bad(isWhole: boolean): Broken | null {
      if (!isWhole) return first
      const unsaid = [...gone].find(([id, { list }]) => !said.has(`${list} ${id}`))?.[1].row
      if (unsaid === undefined || (first !== null && first.seq <= unsaid.seq)) return first
      return badText('text-gone', unsaid)
    },
  }
}

type Act = typeof textErased | typeof broughtBack

/** The numbers of the texts that a row of this act names. */
export function idsIn({ kind, given }: Pick<JournalRow, 'kind' | 'given'>, act: Act): number[] {
  if (kind !== act.kind) return []
  const ids = (JSON.parse(given) as Record<string, unknown> | null)?.[act.list]
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'number') : []
}

function badText(what: Extract<Tampering, `text-${string}`>, { seq, id, kind }: JournalRow): Broken {
  const why =
    what === 'text-changed'
      ? 'a text that lies beside it was changed'
      : 'a text that lay beside it is gone, and no row says that it was erased'
  return { is: 'broken', what, seq, id, kind, why }
}
