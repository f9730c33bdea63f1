import type { RecordChange, RecordDetail } from '../../src-shared/model/record.ts'
import { rightOf } from '../../src-shared/rule/rights.ts'
import { visible } from '../../src-shared/rule/visible-text.ts'
import { timeSay, units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote, FailureOf } from '../part/failure-note.tsx'
import { ReasonForm } from '../part/reason-form.tsx'
import { useNow } from '../part/use-now.ts'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { whoSay } from './who-say.ts'

/** One act whole, beside the list: what was given, each value before and after, and what proves it. */
export function RowDetail({ seq, onClose }: { readonly seq: number; readonly onClose: () => void }) {
  const detail = useAsk('record:row', { seq })
  const w = words.record
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="card side-card record-detail" aria-label={w.row(units(seq))} tabIndex={0}>
      <header className="record-head">
        <h2>{w.row(units(seq))}</h2>
        <ActButton kind="quiet" icon="cross" onClick={onClose}>
          {w.close}
        </ActButton>
      </header>
      {detail.error && <FailureNote failure={detail.error.failure} />}
      {detail.data && <Detail detail={detail.data} onErased={() => void detail.refetch()} />}
    </section>
  )
}

type DetailProps = { readonly detail: RecordDetail; readonly onErased: () => void }

function Detail({ detail, onErased }: DetailProps) {
  const now = useNow(30_000)
  const w = words.record
  const role = words.staff.roles[detail.who.role as keyof typeof words.staff.roles]
  return (
    <>
      <p>
        <strong>{w.kind(detail.kind)}</strong> · {timeSay(detail.at, now)} · {whoSay(detail.who)}
        {role && ` (${role})`}
      </p>
      {detail.given.length > 0 && (
        <>
          <h3>{w.given}</h3>
          <dl className="record-values">
            {detail.given.map(({ name, value }) => (
              <div key={name}>
                <dt>{plain(name)}</dt>
                <dd>{visible(value)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {detail.texts.length > 0 && <Texts detail={detail} onErased={onErased} />}
      <h3>{w.changed}</h3>
      {detail.changed.length === 0 && <p className="muted">{w.nothingChanged}</p>}
      {detail.changed.map((change) => (
        <Change key={`${change.table} ${change.key} ${change.is}`} change={change} />
      ))}
      {detail.isCut && <p className="muted">{w.cut}</p>}
      <h3>{w.proof}</h3>
      <dl className="record-values record-proof">
        <div>
          <dt>{w.trace}</dt>
          <dd className="code">{detail.traceId}</dd>
        </div>
        <div>
          <dt>{w.hash}</dt>
          <dd className="code">{detail.hash}</dd>
        </div>
        <div>
          <dt>{w.previous}</dt>
          <dd className="code">{detail.previousHash}</dd>
        </div>
      </dl>
      <p className="muted">
        {detail.signed ? w.signed(units(detail.signed.seq), timeSay(detail.signed.at, now)) : w.unsigned}
        {detail.program && ` ${w.program(detail.program)}.`}
      </p>
    </>
  )
}

/** What people wrote, each text by itself; whoever may set up people may erase it. */
function Texts({ detail, onErased }: DetailProps) {
  const acts = useActs()
  const staff = useAsk('staff:state', {})
  const w = words.record
  const mayErase =
    staff.data?.is === 'open' ||
    (staff.data?.is === 'on' && rightOf(staff.data.person.role, 'erase-text') === 'yes')
  const erase = async (textId: number, reason: string) => {
    const done = await acts.act(String(textId), 'record:erase-text', { seq: detail.seq, textId, reason })
    if (done !== null) onErased()
    return done
  }
  return (
    <>
      <h3>{w.texts}</h3>
      <p className="muted">{w.textsSay}</p>
      <ul className="record-texts">
        {detail.texts.map(({ id, text, isErased, rows }) => (
          <li key={id}>
            {text === null ? (
              <span className="muted">{isErased ? w.textErased : w.textLost}</span>
            ) : (
              <>
                <q>{visible(text)}</q> {rows > 1 && <span className="muted">{w.alsoIn(rows)}</span>}
                {mayErase && (
                  <ReasonForm
                    open={w.eraseText}
                    ask={w.eraseReason}
                    go={w.eraseGo}
                    onReason={(reason) => erase(id, reason)}
                  />
                )}
                <FailureOf acts={acts} where={String(id)} />
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function Change({ change }: { readonly change: RecordChange }) {
  const w = words.record
  return (
    <table className="record-change">
      <caption>
        {plain(change.table)} <span className="tag-small">{w.are[change.is]}</span>{' '}
        <span className="muted code">{change.key}</span>
      </caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{w.before}</th>
          <th scope="col">{w.after}</th>
        </tr>
      </thead>
      <tbody>
        {change.fields.map((field) => (
          <tr key={field.name}>
            <th scope="row">{plain(field.name)}</th>
            <td>{shown(field.before)}</td>
            <td>{shown(field.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A scan may hold signs that show nothing: they are told apart by their names. */
function shown(value: string | null): string {
  return value === null ? '–' : visible(value)
}

/** `source_outlet_id` and `sourceOutletId` as words. */
function plain(name: string): string {
  return name
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
}
