import { useState } from 'react'
import type { RecordRow } from '../../src-shared/model/record.ts'
import { timeSay, units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote } from '../part/failure-note.tsx'
import { RowList } from '../part/row-list.tsx'
import { useNow } from '../part/use-now.ts'
import { words } from '../words.ts'
import { FindForm } from './find-form.tsx'
import { filterOf, isEverything, type Sought, soughtOf } from './record-filter.ts'
import { RecordJobs } from './record-jobs.tsx'
import { RowDetail } from './row-detail.tsx'
import { useRecord } from './use-record.ts'
import { whoSay } from './who-say.ts'

const rowPixels = 56

type RecordScreenProps = {
  /** A consignment's id, or `person:` and an id; null for everything. */
  readonly about: string | null
  readonly outletId: string | null
}

/** Who did what, and when: the journal, looked for, opened row by row, checked and written to a file. */
export function RecordScreen({ about, outletId }: RecordScreenProps) {
  const [sought, setSought] = useState<Sought>(() => soughtOf(about))
  const [openSeq, setOpenSeq] = useState<number | null>(null)
  const filter = filterOf(sought)
  const record = useRecord(filter)
  const w = words.record
  const look = (next: Sought) => {
    setSought(next)
    setOpenSeq(null)
  }
  return (
    <div className="screen-pad office record">
      <header className="record-head">
        <h1>{record.code === null ? w.title : `${w.title}: ${record.code}`}</h1>
        <RecordJobs filter={filter}>
          <ActButton icon="undo" onClick={record.again}>
            {w.newest}
          </ActButton>
        </RecordJobs>
      </header>
      <FindForm sought={sought} code={record.code} outletId={outletId} onSought={look} />
      {record.failure && <FailureNote failure={record.failure} onRetry={record.again} />}
      <div className={openSeq === null ? 'record-body' : 'record-body has-detail'}>
        {!record.failure && (
          <Rows record={record} openSeq={openSeq} isEverything={isEverything(sought)} onOpen={setOpenSeq} />
        )}
        {openSeq !== null && <RowDetail key={openSeq} seq={openSeq} onClose={() => setOpenSeq(null)} />}
      </div>
    </div>
  )
}

type RowsProps = {
  readonly record: ReturnType<typeof useRecord>
  readonly openSeq: number | null
  readonly isEverything: boolean
  readonly onOpen: (seq: number | null) => void
}

function Rows({ record, openSeq, isEverything: isAll, onOpen }: RowsProps) {
  const now = useNow(30_000)
  const w = words.record
  const { rows, telling, hasMore } = record
  if (telling) return <p className="card side-card">{w.telling(units(telling.done), units(telling.of))}</p>
  if (rows.length === 0) {
    const isLooking = record.isOpening || hasMore
    return (
      <p className="card side-card muted" role="status">
        {isLooking ? w.more : isAll ? w.nothingYet : w.nobody}
      </p>
    )
  }
  return (
    <section className="card table-rows">
      <div className="table-row table-head record-row" aria-hidden="true">
        {Object.values(w.columns).map((column) => (
          <span key={column}>{column}</span>
        ))}
      </div>
      <RowList
        rows={rows}
        keyOf={({ seq }) => String(seq)}
        shownKey={openSeq === null ? null : String(openSeq)}
        rowPixels={rowPixels}
        label={w.list}
        onEnd={record.more}
        draw={(row) => (
          <Row
            row={row}
            now={now}
            isOpen={row.seq === openSeq}
            onOpen={() => onOpen(row.seq === openSeq ? null : row.seq)}
          />
        )}
      />
      <p className="muted record-end">{hasMore ? w.below : w.end}</p>
    </section>
  )
}

type RowProps = {
  readonly row: RecordRow
  readonly now: number
  readonly isOpen: boolean
  readonly onOpen: () => void
}

function Row({ row, now, isOpen, onOpen }: RowProps) {
  const w = words.record
  const products = row.products.join(', ') + (row.moreProducts > 0 ? w.moreProducts(row.moreProducts) : '')
  return (
    <button
      type="button"
      className="table-row table-one record-row record-one"
      aria-expanded={isOpen}
      onClick={onOpen}
    >
      <span className="muted">{timeSay(row.at, now)}</span>
      <strong>{w.kind(row.kind)}</strong>
      <span>{whoSay(row.who)}</span>
      <span className="record-two">
        {row.consignment && <span className="code">{row.consignment.code}</span>}
        {products !== '' && <span className="muted">{products}</span>}
      </span>
      <span className="muted">{row.note ?? ''}</span>
    </button>
  )
}
