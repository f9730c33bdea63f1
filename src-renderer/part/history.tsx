import type { ConsignmentHead } from '../../src-shared/model/consignment.ts'
import type { Doer, HistoryStep } from '../../src-shared/model/history.ts'
import { timeSay } from '../format.ts'
import { hashOf } from '../route.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { FailureNote } from './failure-note.tsx'
import { AllowOnce } from './issue-code.tsx'
import { useNow } from './use-now.ts'

/** What happened to a consignment of any kind: each state it came to, when, by whom and why, the newest first. */
export function History({
  head,
}: {
  readonly head: Pick<ConsignmentHead, 'id' | 'code' | 'kind' | 'state'>
}) {
  const consignmentId = head.id
  const steps = useAsk('consignment:history', { consignmentId })
  const now = useNow(30_000)
  return (
    <section className="history" aria-label={words.history.title}>
      {steps.error && <FailureNote failure={steps.error.failure} onRetry={() => void steps.refetch()} />}
      {steps.isPending && <p className="muted">{words.history.opening}</p>}
      {steps.data && (
        <ol className="history-steps">
          {steps.data.toReversed().map((step) => (
            <Step key={step.id} step={step} now={now} />
          ))}
        </ol>
      )}
      <p className="reason-acts">
        <a className="link" href={hashOf({ screen: 'record', id: consignmentId })}>
          {words.record.its}
        </a>
      </p>
      <AllowOnce head={head} />
    </section>
  )
}

function Step({ step, now }: { readonly step: HistoryStep; readonly now: number }) {
  const w = words.history
  const act = w.act(step.what)
  const move = w.move(step.from, step.to)
  return (
    <li className="history-step">
      <time dateTime={step.at}>{timeSay(step.at, now)}</time>
      <span>
        <strong>{act ?? move}</strong> {w.by(doerSay(step.who))}
        {act && <span className="muted"> · {move}</span>}
        {step.reason && <span className="history-reason">{w.reason(step.reason)}</span>}
      </span>
    </li>
  )
}

function doerSay(who: Doer): string {
  const w = words.history.who
  return who.is === 'person' ? (who.name ?? w.erased) : w[who.is]
}
