import type { Failure } from '../../src-shared/failure.ts'
import type { Acts } from '../station.tsx'
import { words } from '../words.ts'
import { ActButton } from './act-button.tsx'
import { EnterCode, isAllowable } from './enter-code.tsx'
import { Icon } from './icon.tsx'

type FailureNoteProps = {
  readonly failure: Failure
  readonly onClose?: () => void
  readonly onRetry?: () => void
}

/** What went wrong and what to do, beside the act that caused it. */
export function FailureNote({ failure, onClose, onRetry }: FailureNoteProps) {
  return (
    <div className="failure" role="alert">
      <Icon name="triangle" size={22} />
      <div className="failure-text">
        <p className="failure-say">{failure.say}</p>
        <p className="failure-next">{failure.next}</p>
        {failure.traceId && !failure.next.includes(failure.traceId) && (
          <p className="failure-trace">{words.frame.traceId(failure.traceId)}</p>
        )}
      </div>
      {onRetry && <ActButton onClick={onRetry}>{words.frame.tryAgain}</ActButton>}
      {onClose && (
        <button type="button" className="icon-button" aria-label={words.frame.close} onClick={onClose}>
          <Icon name="cross" size={18} />
        </button>
      )}
    </div>
  )
}

/** The refusal of the acts of one place on the screen, or nothing. */
export function FailureOf({ acts, where }: { readonly acts: Acts; readonly where: string }) {
  if (acts.failed?.where !== where) return null
  const { failure, refused } = acts.failed
  return (
    <>
      <FailureNote failure={failure} onClose={() => acts.forget(where)} />
      {isAllowable(failure.code, refused.ask) && (
        <EnterCode
          key={failure.traceId}
          refused={refused}
          onAllowed={() => void acts.act(where, refused.ask, refused.takes)}
        />
      )}
    </>
  )
}
