import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { words } from '../words.ts'
import type { OrderActs } from './use-order-acts.ts'

/** What the last scanned or typed code did; a code of several products asks which one. */
export function CodeNote({ acts }: { readonly acts: OrderActs }) {
  const w = words.order
  const { said } = acts
  if (said === null) return <p className="muted order-hint">{w.scanHint}</p>
  const { outcome, code } = said
  if (outcome.is === 'added') {
    return (
      <p className="order-said tone-good-soft" role="status">
        <Icon name="check" /> {w.added(outcome.name, outcome.units)}
      </p>
    )
  }
  return (
    <div className="order-said tone-look-soft" role="alert">
      <Icon name={outcome.is === 'unknown' ? 'broken' : 'question'} />
      <span>{outcome.is === 'unknown' ? w.unknown(code) : w.several}</span>
      {outcome.is === 'several' &&
        outcome.choices.map((choice) => (
          <ActButton key={choice.id} onClick={() => acts.addProduct(choice.id)}>
            {choice.name}
          </ActButton>
        ))}
      <ActButton kind="quiet" onClick={acts.forgetSaid}>
        {w.putAway}
      </ActButton>
    </div>
  )
}
