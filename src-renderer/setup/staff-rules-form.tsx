import type { StaffRules } from '../../src-shared/model/staff.ts'
import { FailureOf } from '../part/failure-note.tsx'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'

const waits = [1, 2, 5, 10, 30, 60] as const

/** When the station locks itself, and whether a badge is enough. */
export function StaffRulesForm({ rules }: { readonly rules: StaffRules }) {
  const acts = useActs()
  const w = words.staff
  const keep = (part: Partial<StaffRules>) => void acts.act('rules', 'staff:rules', { ...rules, ...part })
  return (
    <div className="field-row">
      <label className="field">
        <span>{w.autoLock}</span>
        <select
          className="text-input"
          value={rules.lockAfterMinutes ?? ''}
          onChange={(event) => keep({ lockAfterMinutes: Number(event.currentTarget.value) || null })}
        >
          {waits.map((minutes) => (
            <option key={minutes} value={minutes}>
              {w.minutes(minutes)}
            </option>
          ))}
          <option value="">{w.never}</option>
        </select>
      </label>
      <label className="field">
        <span>{w.badgeRule}</span>
        <select
          className="text-input"
          value={rules.badge}
          onChange={(event) => keep({ badge: event.currentTarget.value === 'alone' ? 'alone' : 'with-pin' })}
        >
          <option value="alone">{w.badgeRules.alone}</option>
          <option value="with-pin">{w.badgeRules['with-pin']}</option>
        </select>
      </label>
      <FailureOf acts={acts} where="rules" />
    </div>
  )
}
