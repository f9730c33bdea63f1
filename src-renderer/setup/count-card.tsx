import { FailureOf } from '../part/failure-note.tsx'
import { SelectField } from '../part/select-field.tsx'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'

/** How Lightspeed hears what a stocktake counted. */
export function CountCard() {
  const rules = useAsk('count:rules', {})
  const acts = useActs()
  const w = words.count.rules
  if (!rules.data) return null
  const { setsLevels } = rules.data
  return (
    <section className="card side-card" aria-label={w.title}>
      <h2>{w.title}</h2>
      <SelectField
        label={w.say}
        value={setsLevels ? 'levels' : 'stocktake'}
        options={[
          ['stocktake', w.stocktake],
          ['levels', w.levels],
        ]}
        onValue={(value) => void acts.act('rules', 'count:set-rules', { setsLevels: value === 'levels' })}
      />
      <p className="muted">
        {setsLevels ? w.levelsSay : w.stocktakeSay} {w.next}
      </p>
      <FailureOf acts={acts} where="rules" />
    </section>
  )
}
