import { useState } from 'react'
import type { Failure, Settled } from '../../src-shared/failure.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { words } from '../words.ts'

type NoticeProps = {
  readonly say: string
  readonly onSeen: () => void
  /** There where the person decides whether a damaged store is brought back. */
  readonly onBringBack: (() => Promise<Settled<unknown>>) | null
}

/** What the person must know before working on; the station says it as sentences, until somebody has read it. */
export function Notice({ say, onSeen, onBringBack }: NoticeProps) {
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const bringBack = async (ask: NonNullable<typeof onBringBack>) => {
    setBusy(true)
    const settled = await ask()
    setBusy(false)
    setFailure(settled.ok ? null : settled.failure)
  }
  return (
    <>
      <div className="no-answer" role="alert">
        <Icon name="triangle" />
        <span className="calm-line-say">{say}</span>
        {onBringBack && (
          <ActButton kind="on-colour" isBusy={isBusy} onClick={() => void bringBack(onBringBack)}>
            {words.frame.bringBack}
          </ActButton>
        )}
        <ActButton kind="on-colour" onClick={onSeen}>
          {words.frame.noticeSeen}
        </ActButton>
      </div>
      {failure && <FailureNote failure={failure} onClose={() => setFailure(null)} />}
    </>
  )
}
