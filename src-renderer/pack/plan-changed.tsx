import type { PlanChange } from '../../src-shared/model/pack.ts'
import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { words } from '../words.ts'

type PlanChangedProps = { readonly changes: readonly PlanChange[]; readonly onSeen: () => void }

/** What is asked for became something else under the packer's hands: said once, until somebody has seen it. */
export function PlanChanged({ changes, onSeen }: PlanChangedProps) {
  if (changes.length === 0) return null
  return (
    <div className="calm-line" role="status">
      <Icon name="question" size={20} />
      <span className="calm-line-say">{words.pack.planChanged(changes)}</span>
      <ActButton onClick={onSeen}>{words.pack.planSeen}</ActButton>
    </div>
  )
}
