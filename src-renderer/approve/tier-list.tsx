import { approverRoles, mostTiers } from '../../src-shared/rule/approval-tiers.ts'
import { moneySay } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { TextField } from '../part/text-field.tsx'
import { words } from '../words.ts'
import { addTier, dropTier, readTiers, type TierText } from './tier-text.ts'

type TierListProps = {
  readonly name: string
  readonly tiers: readonly TierText[]
  readonly onTiers: (tiers: TierText[]) => void
}

/** A list of tiers that is being written, each problem beside its tier. */
export function TierList({ name, tiers, onTiers }: TierListProps) {
  const w = words.approve.rules
  const read = readTiers(tiers)
  const put = (at: number, part: Partial<TierText>) =>
    onTiers(tiers.map((tier, place) => (place === at ? { ...tier, ...part } : tier)))
  return (
    <fieldset className="tier-list">
      <legend>{name}</legend>
      {tiers.map((tier, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a tier is its place in the list
        <div className="tier-row" key={at}>
          <p className="tier-name">
            <strong>{w.tier(at + 1)}</strong>
            <span className="muted">
              {w.from(moneySay(read.tiers[at]?.minCents ?? 0))}
              {at === tiers.length - 1 && `, ${w.noEnd}`}
            </span>
            {tiers.length > 1 && (
              <ActButton kind="quiet" label={w.remove(at + 1)} onClick={() => onTiers(dropTier(tiers, at))}>
                <Icon name="cross" size={18} />
              </ActButton>
            )}
          </p>
          {at < tiers.length - 1 && (
            <TextField label={w.upTo} value={tier.below} onValue={(below) => put(at, { below })} />
          )}
          <TextField
            label={w.people}
            value={tier.approvers}
            onValue={(text) => put(at, { approvers: text.replace(/\D/g, '').slice(0, 2) })}
          />
          <fieldset className="tier-roles" aria-label={`${w.who}: ${w.tier(at + 1)}`}>
            {approverRoles.map((role) => {
              const isIn = tier.roles.includes(role)
              return (
                <ActButton
                  key={role}
                  isPressed={isIn}
                  onClick={() =>
                    put(at, {
                      roles: approverRoles.filter((one) => (one === role ? !isIn : tier.roles.includes(one))),
                    })
                  }
                >
                  {w.roles[role]}
                </ActButton>
              )
            })}
          </fieldset>
          {read.faults
            .filter((fault) => fault.tier === at)
            .map(({ is }) => (
              <p key={is} className="field-wrong" role="alert">
                <Icon name="triangle" size={18} /> {is === 'not-money' ? w.notMoney : w.problems[is]}
              </p>
            ))}
        </div>
      ))}
      {tiers.length < mostTiers && (
        <span className="reason-acts">
          <ActButton kind="quiet" icon="plus" onClick={() => onTiers(addTier(tiers))}>
            {w.add}
          </ActButton>
        </span>
      )}
    </fieldset>
  )
}
