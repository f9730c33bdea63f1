import { type SubmitEvent, useState } from 'react'
import type { Ask, Takes } from '../../src-shared/contract/contract.ts'
import { requestNeeds } from '../../src-shared/contract/request-rights.ts'
import type { Failure } from '../../src-shared/failure.ts'
import { overridable, overrideCode } from '../../src-shared/rule/override.ts'
import { useAsk, useBridge } from '../station.tsx'
import { words } from '../words.ts'
import { ActButton } from './act-button.tsx'
import { Icon } from './icon.tsx'

type EnterCodeProps = {
  readonly refused: { readonly ask: Ask; readonly takes: object }
  /** The code was right: the same may be asked once more. */
  readonly onAllowed: () => void
}

const refusals: ReadonlySet<string> = new Set(['not-allowed', 'not-your-outlet', 'TRANSITION_NOT_PERMITTED'])

/** Whether somebody with the right could allow what was refused, once. */
export function isAllowable(code: string, ask: Ask): boolean {
  const need = requestNeeds[ask]
  return (
    refusals.has(code) && need.is === 'person' && (overridable as readonly string[]).includes(need.action)
  )
}

/** Below a refusal: the code of somebody who may allows it once, and it is done at once. */
export function EnterCode({ refused, onAllowed }: EnterCodeProps) {
  const bridge = useBridge()
  const staff = useAsk('staff:state', {})
  const [digits, setDigits] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const w = words.staff.override
  // Where nobody is set up nothing is refused to a person.
  if (staff.data?.is !== 'on') return null
  const isWhole = digits.trim().length === overrideCode.length
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!isWhole || isBusy) return
    setBusy(true)
    const about = refused.takes as Takes<'override:enter'>['about']
    const settled = await bridge.ask('override:enter', { ask: refused.ask, about, digits: digits.trim() })
    setBusy(false)
    setDigits('')
    if (settled.ok) onAllowed()
    else setFailure(settled.failure)
  }
  return (
    <form className="enter-code" onSubmit={(event) => void submit(event)}>
      <label className="field">
        <span>{w.enter}</span>
        <input
          className="text-input code"
          value={digits}
          inputMode="numeric"
          autoComplete="off"
          maxLength={overrideCode.length}
          onChange={(event) => setDigits(event.currentTarget.value)}
        />
      </label>
      <ActButton type="submit" kind="main" isBusy={isBusy} isDisabled={!isWhole || isBusy}>
        {w.go}
      </ActButton>
      {failure && (
        <p className="field-wrong" role="alert">
          <Icon name="triangle" size={18} /> {failure.say} {failure.next}
        </p>
      )}
    </form>
  )
}
