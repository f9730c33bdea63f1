import { type ReactNode, type SubmitEvent, useState } from 'react'
import type { ApprovalDesk, ApprovalDone, ApprovalView } from '../../src-shared/model/approval.ts'
import { type RejectionReason, rejectionReasons, rejectionWords } from '../../src-shared/rule/approval.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { showForm } from '../part/shown.ts'
import { hashOf } from '../route.ts'
import { type Acts, useActs } from '../station.tsx'
import { words } from '../words.ts'

export type DecideForm = 'reject' | 'changes' | 'pass-on' | 'override'

/** The amounts a view shows: what is approved are these and no others. */
export function amountsOf({ units, valueCents }: ApprovalView): { units: number; valueCents: number } {
  return { units, valueCents }
}

type DecideProps = {
  readonly view: ApprovalView
  /** People it can be passed on to; null while they are read. */
  readonly others: ApprovalDesk['others'] | null
  /** What an approval did, to be said where it stays when the round is over. */
  readonly onDone: (done: ApprovalDone) => void
  /** The acts and the open form, where a screen's keys open and press them too. */
  readonly shared?: {
    readonly acts: Acts
    readonly form: DecideForm | null
    readonly setForm: (form: DecideForm | null) => void
    readonly hasKeys: boolean
  }
}

/** What the person who is on can do with a round: approve, ask for changes, reject, pass on; or why they cannot. */
export function Decide({ view, others, onDone, shared }: DecideProps) {
  const own = useActs()
  const [ownForm, setOwnForm] = useState<DecideForm | null>(null)
  const { acts, form, setForm, hasKeys } = shared ?? {
    acts: own,
    form: ownForm,
    setForm: setOwnForm,
    hasKeys: false,
  }
  const w = words.approve
  const { consignmentId, roundId, may } = view
  const seen = { consignmentId, roundId }
  const looked = { ...seen, saw: amountsOf(view) }
  const where = `decide ${roundId}`
  const done = (answer: ApprovalDone | null) => {
    if (answer !== null) onDone(answer)
    return answer
  }
  const close = () => setForm(null)
  const key = (name: string) => (hasKeys ? { keyName: name } : {})
  const toggle = (name: DecideForm) => setForm(form === name ? null : name)
  return (
    <div className="decide">
      {may !== 'yes' && <WhyNot view={view} />}
      <span className="reason-acts">
        {may === 'yes' && (
          <>
            <ActButton
              kind="main"
              icon="check"
              isBusy={acts.busy.has(where)}
              onClick={() => void acts.act(where, 'approval:approve', looked).then(done)}
              {...key('A')}
            >
              {w.approve}
            </ActButton>
            <ActButton isPressed={form === 'changes'} onClick={() => toggle('changes')} {...key('C')}>
              {w.askChanges}
            </ActButton>
            <ActButton
              kind="danger"
              isPressed={form === 'reject'}
              onClick={() => toggle('reject')}
              {...key('R')}
            >
              {w.reject}
            </ActButton>
            <ActButton kind="quiet" isPressed={form === 'pass-on'} onClick={() => toggle('pass-on')}>
              {w.passOn}
            </ActButton>
          </>
        )}
        {view.mayOverride && (
          <ActButton kind="quiet" isPressed={form === 'override'} onClick={() => toggle('override')}>
            {w.override}
          </ActButton>
        )}
        {view.isMine && (
          <ActButton onClick={() => void acts.act(where, 'approval:withdraw', { consignmentId })}>
            {w.withdraw}
          </ActButton>
        )}
      </span>
      {form === 'changes' && (
        <WordForm
          ask={w.whichChanges}
          go={w.askChanges}
          onClose={close}
          onGo={(reason) => acts.act(where, 'approval:ask-changes', { ...seen, reason })}
        />
      )}
      {form === 'reject' && (
        <RejectForm
          onClose={close}
          onGo={(reason, text) => acts.act(where, 'approval:reject', { ...seen, reason, text })}
        />
      )}
      {form === 'pass-on' && others !== null && (
        <PassOnForm
          others={others}
          onClose={close}
          onGo={(personId, reason) => acts.act(where, 'approval:delegate', { ...seen, personId, reason })}
        />
      )}
      {form === 'override' && (
        <WordForm
          ask={w.whyOverride}
          go={w.override}
          onClose={close}
          onGo={(reason) => acts.act(where, 'approval:override', { ...looked, reason }).then(done)}
        />
      )}
      <FailureOf acts={acts} where={where} />
    </div>
  )
}

function WhyNot({ view }: { readonly view: ApprovalView }) {
  const w = words.approve
  switch (view.may) {
    case 'creator':
      return <p className="muted">{w.may.creator}</p>
    case 'wrong-role':
      return <p className="muted">{w.may['wrong-role'](w.anyOf(view.roles))}</p>
    case 'nobody-set-up':
      return (
        <p className="muted">
          {w.may['nobody-set-up']}{' '}
          <a className="approval-link" href={hashOf({ screen: 'setup', id: null })}>
            {w.toPeople}
          </a>
        </p>
      )
    default:
      return null
  }
}

const shortest = 3

type FormProps = { readonly onClose: () => void }

/** The frame of a form that opens below the buttons: Escape and Close put it away. */
function Opened({
  go,
  isReady,
  onClose,
  onGo,
  children,
}: FormProps & {
  readonly go: string
  readonly isReady: boolean
  readonly onGo: () => Promise<unknown>
  readonly children: ReactNode
}) {
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isReady && (await onGo()) !== null) onClose()
  }
  return (
    <form
      className="reason-form"
      ref={showForm}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      {children}
      <span className="reason-acts">
        <ActButton type="submit" kind="main" isDisabled={!isReady}>
          {go}
        </ActButton>
        <ActButton kind="quiet" onClick={onClose}>
          {words.approve.cancel}
        </ActButton>
      </span>
    </form>
  )
}

function Words({
  ask,
  text,
  onText,
}: {
  readonly ask: string
  readonly text: string
  readonly onText: (text: string) => void
}) {
  return (
    <label className="field">
      <span>{ask}</span>
      <input
        className="text-input"
        value={text}
        maxLength={500}
        onChange={(event) => onText(event.currentTarget.value)}
      />
    </label>
  )
}

function WordForm({
  ask,
  go,
  onClose,
  onGo,
}: FormProps & {
  readonly ask: string
  readonly go: string
  readonly onGo: (text: string) => Promise<unknown>
}) {
  const [text, setText] = useState('')
  const written = text.trim()
  return (
    <Opened go={go} isReady={written.length >= shortest} onClose={onClose} onGo={() => onGo(written)}>
      <Words ask={ask} text={text} onText={setText} />
    </Opened>
  )
}

function RejectForm({
  onClose,
  onGo,
}: FormProps & { readonly onGo: (reason: RejectionReason | null, text: string) => Promise<unknown> }) {
  const [reason, setReason] = useState<RejectionReason | null>(null)
  const [text, setText] = useState('')
  const w = words.approve
  const written = text.trim()
  const isReady = reason !== 'other' || written !== ''
  return (
    <Opened go={w.reject} isReady={isReady} onClose={onClose} onGo={() => onGo(reason, written)}>
      <label className="field">
        <span>{w.why}</span>
        <select
          className="text-input"
          value={reason ?? ''}
          onChange={(event) =>
            setReason(rejectionReasons.find((known) => known === event.currentTarget.value) ?? null)
          }
        >
          <option value="">{w.noReason}</option>
          {rejectionReasons.map((known) => (
            <option key={known} value={known}>
              {rejectionWords[known]}
            </option>
          ))}
        </select>
      </label>
      <Words ask={w.more} text={text} onText={setText} />
      {!isReady && <p className="muted">{w.moreNeeded}</p>}
    </Opened>
  )
}

function PassOnForm({
  others,
  onClose,
  onGo,
}: FormProps & {
  readonly others: ApprovalDesk['others']
  readonly onGo: (personId: string, reason: string) => Promise<unknown>
}) {
  const [personId, setPersonId] = useState(others[0]?.id ?? '')
  const [text, setText] = useState('')
  const w = words.approve
  const written = text.trim()
  if (others.length === 0) return <p className="muted">{w.nobodyElse}</p>
  return (
    <Opened
      go={w.passOn}
      isReady={personId !== '' && written.length >= shortest}
      onClose={onClose}
      onGo={() => onGo(personId, written)}
    >
      <label className="field">
        <span>{w.toWhom}</span>
        <select
          className="text-input"
          value={personId}
          onChange={(event) => setPersonId(event.currentTarget.value)}
        >
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Words ask={w.whyPassOn} text={text} onText={setText} />
    </Opened>
  )
}
