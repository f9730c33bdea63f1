import { useState } from 'react'
import type { OutboxView } from '../../src-shared/model/sync.ts'
import { lengthSay, timeSay, units } from '../format.ts'
import { Icon } from '../part/icon.tsx'
import { RowList } from '../part/row-list.tsx'
import { words } from '../words.ts'
import { entryIcons } from './entry-icons.ts'
import { Story } from './story.tsx'

const rowPixels = 64

type WaitingListProps = {
  readonly entries: readonly OutboxView[]
  /** How many wait in all: the list holds the first of them. */
  readonly all: number
  readonly now: number
}

/** Everything on its way, one row a change; a chosen row shows its story beside the list. */
export function WaitingList({ entries, all, now }: WaitingListProps) {
  const w = words.sync
  const [chosenId, setChosenId] = useState<string | null>(null)
  const chosen = entries.find(({ id }) => id === chosenId) ?? null
  if (entries.length === 0) return <p className="card side-card muted">{w.noEntries}</p>
  return (
    <div className={chosen ? 'waiting has-story' : 'waiting'}>
      <section className="card table-rows">
        <div className="table-row table-head waiting-row" aria-hidden="true">
          <span />
          <span>{w.columns.consignment}</span>
          <span>{w.columns.here}</span>
          <span>{w.columns.there}</span>
          <span>{w.columns.since}</span>
          <span className="waiting-answer">{w.columns.answer}</span>
        </div>
        <RowList
          rows={entries}
          keyOf={({ id }) => id}
          shownKey={null}
          rowPixels={rowPixels}
          label={w.entries}
          draw={(entry) => (
            <WaitingRow
              entry={entry}
              now={now}
              isChosen={entry.id === chosenId}
              onChoose={() => setChosenId(entry.id === chosenId ? null : entry.id)}
            />
          )}
        />
        {entries.length < all && (
          <p className="muted waiting-more">{w.moreWaiting(units(entries.length), units(all))}</p>
        )}
      </section>
      {chosen && (
        <Story key={chosen.consignmentId} entry={chosen} now={now} onClose={() => setChosenId(null)} />
      )}
    </div>
  )
}

type WaitingRowProps = {
  readonly entry: OutboxView
  readonly now: number
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function WaitingRow({ entry, now, isChosen, onChoose }: WaitingRowProps) {
  const w = words.sync
  const wait = entry.nextTryAt === null ? null : Date.parse(entry.nextTryAt) - now
  const second = [
    w.states[entry.state],
    ...(wait !== null && wait > 0 ? [w.nextTry(lengthSay(wait))] : []),
    ...(entry.tries > 0 ? [w.tries(entry.tries)] : []),
  ]
  return (
    <button
      type="button"
      className={`table-row table-one waiting-row entry-row is-${entry.state}`}
      aria-expanded={isChosen}
      onClick={onChoose}
    >
      <Icon name={entryIcons[entry.state]} />
      <span className="waiting-two">
        <strong className="code">{entry.code}</strong>
        <span>{entry.what}</span>
      </span>
      <span>{entry.local === null ? w.figures.none : words.work.states[entry.local]}</span>
      <span>{entry.remote ?? w.notThere}</span>
      <span className="waiting-two">
        <span>{`${timeSay(entry.since, now)} (${lengthSay(now - Date.parse(entry.since))})`}</span>
        <span className="muted">{second.join(' · ')}</span>
      </span>
      <span className="waiting-answer">{entry.lastAnswer ?? ''}</span>
    </button>
  )
}
