import { type SubmitEvent, useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import type { ApprovalRules } from '../../src-shared/rule/approval-tiers.ts'
import { rightOf } from '../../src-shared/rule/rights.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote, FailureOf } from '../part/failure-note.tsx'
import { readMoney, writeMoney } from '../part/money.ts'
import { TextField } from '../part/text-field.tsx'
import { readWhole } from '../part/whole-number.tsx'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { TierList } from './tier-list.tsx'
import { mostCents, readTiers, type TierText, writeTiers } from './tier-text.ts'

const mostUnits = { least: 0, most: 1_000_000 }

/** What needs approval, and by whom. Who may not change settings sees a sentence. */
export function RulesCard() {
  const rules = useAsk('approval:rules', {})
  const state = useAsk('staff:state', {})
  const w = words.approve.rules
  const mayChange =
    state.data?.is === 'open' ||
    (state.data?.is === 'on' && rightOf(state.data.person.role, 'settings') === 'yes')
  return (
    <section className="card side-card" aria-label={w.title}>
      <h2>{w.title}</h2>
      <p className="muted">{w.say}</p>
      {rules.error && <FailureNote failure={rules.error.failure} onRetry={() => void rules.refetch()} />}
      {rules.data &&
        (mayChange ? (
          <RulesForm key={JSON.stringify(rules.data.rules)} {...rules.data} />
        ) : (
          <p className="muted">{w.onlySettings}</p>
        ))}
    </section>
  )
}

type Written = {
  readonly tiers: readonly TierText[]
  readonly own: readonly { readonly outletId: string; readonly tiers: readonly TierText[] }[]
  readonly transfers: string
  readonly isCountsOn: boolean
  readonly countCents: string
  readonly countUnits: string
}

function write(rules: ApprovalRules): Written {
  return {
    tiers: writeTiers(rules.tiers),
    own: rules.outletTiers.map(({ outletId, tiers }) => ({ outletId, tiers: writeTiers(tiers) })),
    transfers: writeMoney(rules.transfersAboveCents),
    isCountsOn: rules.counts.isOn,
    countCents: writeMoney(rules.counts.cents),
    countUnits: String(rules.counts.units),
  }
}

/** The rules that were written; null while something in them is wrong. */
function read(written: Written): ApprovalRules | null {
  const lists = [written.tiers, ...written.own.map(({ tiers }) => tiers)].map(readTiers)
  const transfers = written.transfers.trim() === '' ? null : readMoney(written.transfers, mostCents)
  const cents = readMoney(written.countCents, mostCents)
  const units = readWhole(written.countUnits, mostUnits)
  const isWrong = lists.some(({ faults }) => faults.length > 0) || cents === null || units === null
  if (isWrong || (transfers === null && written.transfers.trim() !== '')) return null
  return {
    tiers: lists[0]?.tiers ?? [],
    outletTiers: written.own.map(({ outletId }, at) => ({ outletId, tiers: lists[at + 1]?.tiers ?? [] })),
    transfersAboveCents: transfers,
    counts: { isOn: written.isCountsOn, cents, units },
  }
}

function RulesForm({ rules, outlets }: Gives<'approval:rules'>) {
  const acts = useActs()
  const [written, setWritten] = useState(() => write(rules))
  const w = words.approve.rules
  const put = (part: Partial<Written>) => setWritten({ ...written, ...part })
  const now = read(written)
  const isKept = now !== null && JSON.stringify(now) === JSON.stringify(rules)
  const nameOf = (outletId: string) => outlets.find(({ id }) => id === outletId)?.name ?? outletId
  const without = outlets.filter(({ id }) => !written.own.some(({ outletId }) => outletId === id))
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (now !== null && !isKept) void acts.act('rules', 'approval:set-rules', now)
  }
  return (
    <form className="reason-form" onSubmit={submit}>
      <TierList name={w.everywhere} tiers={written.tiers} onTiers={(tiers) => put({ tiers })} />
      {written.own.map(({ outletId, tiers }) => (
        <div key={outletId}>
          <TierList
            name={nameOf(outletId)}
            tiers={tiers}
            onTiers={(next) =>
              put({
                own: written.own.map((one) => (one.outletId === outletId ? { ...one, tiers: next } : one)),
              })
            }
          />
          <ActButton
            kind="quiet"
            onClick={() => put({ own: written.own.filter((one) => one.outletId !== outletId) })}
          >
            {w.dropOwn(nameOf(outletId))}
          </ActButton>
        </div>
      ))}
      {without.length > 0 && (
        <label className="field">
          <span>{w.ownList}</span>
          <select
            className="text-input"
            value=""
            onChange={(event) => {
              const outletId = event.currentTarget.value
              if (outletId !== '') put({ own: [...written.own, { outletId, tiers: written.tiers }] })
            }}
          >
            <option value="">–</option>
            {without.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <TextField label={w.transfers} value={written.transfers} onValue={(transfers) => put({ transfers })} />
      <p className="muted">{w.transfersNone}</p>
      <span className="reason-acts">
        <ActButton isPressed={written.isCountsOn} onClick={() => put({ isCountsOn: !written.isCountsOn })}>
          {w.countsOn}
        </ActButton>
      </span>
      {written.isCountsOn && (
        <div className="field-row">
          <TextField
            label={w.countCents}
            value={written.countCents}
            onValue={(countCents) => put({ countCents })}
          />
          <TextField
            label={w.countUnits}
            value={written.countUnits}
            onValue={(countUnits) => put({ countUnits })}
          />
        </div>
      )}
      <FailureOf acts={acts} where="rules" />
      <span className="reason-acts">
        <ActButton
          type="submit"
          kind="main"
          isDisabled={now === null || isKept}
          isBusy={acts.busy.has('rules')}
        >
          {isKept ? w.kept : w.keep}
        </ActButton>
      </span>
    </form>
  )
}
