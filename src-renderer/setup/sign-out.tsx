import { timeSay, units } from '../format.ts'
import { FailureOf } from '../part/failure-note.tsx'
import { ReasonForm } from '../part/reason-form.tsx'
import { useNow } from '../part/use-now.ts'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'

/** Ends the connection: first what has not been sent, then why. */
export function SignOut() {
  const acts = useActs()
  const now = useNow(30_000)
  const { data: frame } = useAsk('frame:state', {})
  const w = words.setup.signOut
  const { waiting = 0, oldestWaitingSince: since = null } = frame?.sync ?? {}
  return (
    <div className="sign-out">
      <p>
        {waiting === 0 || since === null ? w.allSent : w.unsent(units(waiting), waiting, timeSay(since, now))}
      </p>
      <FailureOf acts={acts} where="sign-out" />
      <ReasonForm
        open={w.open}
        ask={w.ask}
        go={w.go}
        suggestions={w.reasons}
        onReason={(reason) => acts.act('sign-out', 'setup:sign-out', { reason })}
      />
    </div>
  )
}
