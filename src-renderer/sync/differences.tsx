import type { DifferenceView, ReconcileRunView } from '../../src-shared/model/difference.ts'
import { timeSay, units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { Bar } from '../part/bar.tsx'
import { FailureNote, FailureOf } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { ReasonForm } from '../part/reason-form.tsx'
import { goTo } from '../route.ts'
import { type Acts, useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'

/** What differs between the record here and Lightspeed's, how far comparing is, and the way to explain a product. */
export function Differences({ now }: { readonly now: number }) {
  const state = useAsk('reconcile:state', {})
  const acts = useActs()
  const w = words.compare
  if (state.error) return <FailureNote failure={state.error.failure} onRetry={() => void state.refetch()} />
  if (!state.data) return null
  const { run, differences, open, asks, isConnected, isNextAsked } = state.data
  const isRunning = run !== null && run.endedAt === null
  return (
    <section className="card side-card" aria-label={w.title}>
      <div className="compare-head">
        <div>
          <h2>
            {w.title} {open > 0 && <span className="muted">{units(open)}</span>}
          </h2>
          <p className="muted">{isConnected ? <RunSay run={run} now={now} /> : w.notConnected}</p>
        </div>
        <span className="compare-acts">
          <ActButton icon="search" onClick={() => goTo('explain')}>
            {w.explain}
          </ActButton>
          {isRunning && isConnected && !isNextAsked && (
            <ActButton
              kind="quiet"
              isBusy={acts.busy.has('next')}
              onClick={() => void acts.act('next', 'reconcile:start', {})}
            >
              {w.onceMore}
            </ActButton>
          )}
          {isConnected && (
            <ActButton
              isBusy={acts.busy.has('compare')}
              onClick={() => void acts.act('compare', isRunning ? 'reconcile:cancel' : 'reconcile:start', {})}
            >
              {isRunning ? w.stop : w.now}
            </ActButton>
          )}
        </span>
      </div>
      <FailureOf acts={acts} where="compare" />
      <FailureOf acts={acts} where="next" />
      {isRunning && isNextAsked && <p className="muted">{w.isNext}</p>}
      {isRunning && <Bar done={run.done} all={run.total} label={w.title} />}
      {run?.problem && <p className="muted">{run.problem}</p>}
      {open === 0 && run !== null && <p>{w.none}</p>}
      {asks > 0 && <p className="entry-advice">{w.asks(units(asks))}</p>}
      <ul>
        {differences.map((one) => (
          <Difference key={one.id} difference={one} acts={acts} now={now} />
        ))}
      </ul>
      {open > differences.length && <p className="muted">{w.more(units(open - differences.length))}</p>}
    </section>
  )
}

function RunSay({ run, now }: { readonly run: ReconcileRunView | null; readonly now: number }) {
  const w = words.compare
  if (run === null) return w.never
  const [done, total] = [units(run.done), units(run.total)]
  if (run.endedAt === null) return `${w.running(done, total)}, ${w.why[run.why]}`
  const when = timeSay(run.endedAt, now)
  return run.isCancelled ? w.stopped(when, done, total) : `${w.last(when, total)}, ${w.why[run.why]}`
}

type DifferenceProps = {
  readonly difference: DifferenceView
  readonly acts: Acts
  readonly now: number
}

/** Both sides, what the record knows of why, and what can be done. */
function Difference({ difference, acts, now }: DifferenceProps) {
  const { id, consignmentId, product, because, choices } = difference
  const where = `difference ${id}`
  const w = words.compare
  const at = (iso: string | null) => (iso === null ? '' : ` ${w.at(timeSay(iso, now))}`)
  return (
    <li className={difference.asks ? 'entry is-parked' : 'entry'}>
      <Icon name={difference.asks ? 'triangle' : 'question'} />
      <div className="entry-main">
        <p>
          <strong className="code">{difference.code}</strong>{' '}
          {product && (
            <>
              {product.name} <span className="muted">{product.sku}</span>
            </>
          )}{' '}
          <span className="muted">{w.found(timeSay(difference.foundAt, now))}</span>
        </p>
        <dl className="sides">
          <dt>{w.here}</dt>
          <dd>
            {difference.here}
            {at(difference.hereAt)}
          </dd>
          <dt>{w.there}</dt>
          <dd>
            {difference.there}
            {because !== null && `: ${because}`}
            {at(difference.thereAt)}
          </dd>
        </dl>
        <p className="muted">
          {choices.length === 0 && `${w.explained}. `}
          {difference.advice}
        </p>
        <FailureOf acts={acts} where={where} />
      </div>
      <div className="entry-acts">
        {choices.map(({ choice, say }) => (
          <ReasonForm
            key={choice}
            open={say}
            ask={w.chooseReason}
            go={say}
            onReason={(reason) => acts.act(where, 'reconcile:settle', { differenceId: id, choice, reason })}
          />
        ))}
        {product && (
          <ActButton kind="quiet" onClick={() => goTo('explain', product.id)}>
            {w.explainThis}
          </ActButton>
        )}
        {consignmentId && (
          <ActButton
            kind="quiet"
            isBusy={acts.busy.has(where)}
            onClick={() => void acts.act(where, 'reconcile:start', { consignmentId })}
          >
            {w.again}
          </ActButton>
        )}
      </div>
    </li>
  )
}
