import { useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import type { ApprovalDone, ApprovalView } from '../../src-shared/model/approval.ts'
import { FailureNote } from '../part/failure-note.tsx'
import { useKeys } from '../part/keys.ts'
import { useNow } from '../part/use-now.ts'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { ApprovalCard } from './approval-card.tsx'
import { ChangedForYou } from './changed-for-you.tsx'
import { CountsToApprove } from './counts.tsx'
import { amountsOf, type DecideForm } from './decide.tsx'
import { Several } from './several.tsx'

/** What waits for approval, the oldest first: what waits for the person who is on, then the rest, then what came back. */
export function ApproveScreen() {
  const inbox = useAsk('approval:inbox', {})
  const staff = useAsk('staff:state', {})
  const who = staff.data?.is === 'on' ? staff.data.person.id : null
  const w = words.approve
  return (
    <div className="screen-pad approvals">
      <h1>
        {w.title}{' '}
        {inbox.data && inbox.data.waitingForMe > 0 && (
          <span className="muted">{w.mine(inbox.data.waitingForMe)}</span>
        )}
      </h1>
      {inbox.error && <FailureNote failure={inbox.error.failure} onRetry={() => void inbox.refetch()} />}
      {/* What one person chose and was told is nothing to the next. */}
      {inbox.data && <Inbox key={who} inbox={inbox.data} />}
    </div>
  )
}

function Inbox({ inbox }: { readonly inbox: Gives<'approval:inbox'> }) {
  const now = useNow(30_000)
  const acts = useActs()
  const [form, setForm] = useState<DecideForm | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const w = words.approve
  const mine = inbox.open.filter(({ waitsForMe }) => waitsForMe)
  const others = inbox.open.filter(({ waitsForMe }) => !waitsForMe)
  const back = inbox.rejected.filter(({ isMine }) => isMine)
  const often = inbox.rejected.filter((view) => !view.isMine && view.hearsOfRejections)
  const backToOthers = inbox.rejected.filter((view) => !view.isMine && !view.hearsOfRejections)
  const decidable = [...mine, ...others].filter(({ may }) => may === 'yes')
  const { here, choose, move } = useChosenRound(decidable)
  const step = (by: 1 | -1) => {
    move(by)
    setForm(null)
  }
  useKeys({
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    a: () => {
      if (here === undefined) return
      const { consignmentId, roundId, code } = here
      const looked = { consignmentId, roundId, saw: amountsOf(here) }
      const answer = acts.act(`decide ${roundId}`, 'approval:approve', looked)
      void answer.then((done) => done && tell(code, done))
    },
    c: () => here && setForm('changes'),
    r: () => here && setForm('reject'),
  })
  const tell = (code: string, { say }: ApprovalDone) => setSaid(w.saidOf(code, say))
  const tick = (view: ApprovalView) =>
    setTicked((before) => {
      const next = new Set(before)
      if (!next.delete(view.roundId)) next.add(view.roundId)
      return next
    })
  const card = (view: ApprovalView) => (
    <ApprovalCard
      key={view.roundId}
      view={view}
      now={now}
      acts={acts}
      isHere={view.roundId === here?.roundId}
      form={form}
      setForm={(next) => {
        choose(view.roundId)
        setForm(next)
      }}
      onDone={(done) => {
        choose(view.roundId)
        tell(view.code, done)
      }}
      isTicked={ticked.has(view.roundId)}
      onTick={view.may === 'yes' && !view.isRejected ? () => tick(view) : null}
    />
  )
  const isEmpty = inbox.open.length + inbox.rejected.length + inbox.counts.length + inbox.changed.length === 0
  return (
    <>
      {said && (
        <p className="card approval-said" role="status">
          {said}
        </p>
      )}
      {isEmpty && (
        <section className="card side-card">
          <p>{w.none}</p>
          <p className="muted">{w.noneNext}</p>
        </section>
      )}
      {decidable.length > 0 && <p className="muted">{w.keys}</p>}
      <ChangedForYou changed={inbox.changed} acts={acts} now={now} />
      <Group title={w.backToYou} views={back} card={card} />
      <Group title={w.rejectedOften} views={often} card={card} />
      <Group title={w.forYou} views={mine} card={card} />
      <CountsToApprove counts={inbox.counts} now={now} />
      <Group title={w.forOthers} views={others} card={card} />
      <Group title={w.backToOthers} views={backToOthers} card={card} />
      <Several
        views={inbox.open.filter(({ roundId }) => ticked.has(roundId))}
        onNone={() => setTicked(new Set())}
      />
    </>
  )
}

/**
 * The round the keys are for. It is the first that waits for the person, then whatever they choose: once it is decided none
 * is, until they choose again, so that a key pressed twice never decides what nobody looked at.
 */
function useChosenRound(rounds: readonly ApprovalView[]) {
  const [chosen, choose] = useState<string | null>(null)
  const first = rounds.find(({ waitsForMe }) => waitsForMe)
  if (chosen === null && first !== undefined) choose(first.roundId)
  const found = rounds.findIndex(({ roundId }) => roundId === chosen)
  // Where the chosen one stood: the next one has moved up there.
  const [stood, setStood] = useState(0)
  if (found !== -1 && found !== stood) setStood(found)
  const move = (by: 1 | -1) => {
    const to = found === -1 && by === 1 ? stood : stood + by
    choose(rounds[Math.min(Math.max(0, to), rounds.length - 1)]?.roundId ?? null)
  }
  return { here: rounds[found], choose, move }
}

type GroupProps = {
  readonly title: string
  readonly views: readonly ApprovalView[]
  readonly card: (view: ApprovalView) => React.ReactNode
}

function Group({ title, views, card }: GroupProps) {
  if (views.length === 0) return null
  return (
    <section className="approval-list" aria-label={title}>
      <h2>{title}</h2>
      {views.map(card)}
    </section>
  )
}
