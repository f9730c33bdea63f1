import { FailureOf } from '../part/failure-note.tsx'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'

/** When packed goods count as sent. */
export function PackCard() {
  const rules = useAsk('pack:rules', {})
  const acts = useActs()
  const w = words.pack.rules
  if (!rules.data) return null
  return (
    <section className="card side-card" aria-label={w.title}>
      <h2>{w.title}</h2>
      <label className="field">
        <span>{w.say}</span>
        <select
          className="text-input"
          value={rules.data.sendsAfter12Hours ? 'clock' : 'person'}
          onChange={(event) =>
            void acts.act('rules', 'pack:set-rules', {
              sendsAfter12Hours: event.currentTarget.value === 'clock',
            })
          }
        >
          <option value="person">{w.person}</option>
          <option value="clock">{w.clock}</option>
        </select>
      </label>
      <p className="muted">{w.returns}</p>
      <FailureOf acts={acts} where="rules" />
    </section>
  )
}
