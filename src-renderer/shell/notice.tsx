import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { words } from '../words.ts'

type NoticeProps = { readonly say: string; readonly onSeen: () => void }

/** What the person must know before working on; the station says it as sentences, until somebody has read it. */
export function Notice({ say, onSeen }: NoticeProps) {
  return (
    <div className="no-answer" role="alert">
      <Icon name="triangle" />
      <span className="calm-line-say">{say}</span>
      <ActButton kind="on-colour" onClick={onSeen}>
        {words.frame.noticeSeen}
      </ActButton>
    </div>
  )
}
