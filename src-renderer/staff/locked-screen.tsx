import { useEffect, useState } from 'react'
import type { StaffState } from '../../src-shared/model/staff.ts'
import { Icon } from '../part/icon.tsx'
import { NoAnswer } from '../shell/no-answer.tsx'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { useLooseScan } from '../work/loose-scan.ts'
import { SignIn } from './sign-in.tsx'

const noWait = () => undefined

/** Nothing of the work is seen until somebody signs in; what was open stays open underneath. */
export function LockedScreen({
  state,
  isConnected,
}: {
  readonly state: Extract<StaffState, { is: 'locked' }>
  readonly isConnected: boolean
}) {
  const frame = useAsk('frame:state', {})
  const scan = useLooseScan()
  const [seenId] = useState(scan?.id)
  const refused = scan?.outcome.is === 'not-now' && scan.id !== seenId ? scan.outcome.why : null
  useEffect(() => {
    // The screens underneath are out of sight: their keys do nothing. Scanners are heard before this.
    const keep = (event: KeyboardEvent) => event.stopPropagation()
    window.addEventListener('keydown', keep, { capture: true })
    return () => window.removeEventListener('keydown', keep, { capture: true })
  }, [])
  return (
    <main className="locked">
      <header className="locked-head">
        <Icon name="lock" size={26} />
        <h1>{words.staff.locked}</h1>
        {frame.data && (
          <span className="muted">
            {frame.data.outlet?.name ?? words.frame.noOutlet} · {frame.data.stationCode}
          </span>
        )}
        {frame.data?.isTraining && <span className="locked-training">{words.frame.trainingBand}</span>}
      </header>
      {!isConnected && <NoAnswer />}
      <SignIn people={state.people} badgeOf={state.badgeOf} onDone={noWait} notice={refused} />
    </main>
  )
}
