import { FailureOf } from '../part/failure-note.tsx'
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
      <label className="field">
        <span>{w.say}</span>
        <select
          className="text-input"
          value={setsLevels ? 'levels' : 'stocktake'}
          onChange={(event) =>
            void acts.act('rules', 'count:set-rules', { setsLevels: event.currentTarget.value === 'levels' })
          }
        >
          <option value="stocktake">{w.stocktake}</option>
          <option value="levels">{w.levels}</option>
        </select>
      </label>
      <p className="muted">
        {setsLevels ? w.levelsSay : w.stocktakeSay} {w.next}
      </p>
      <FailureOf acts={acts} where="rules" />
    </section>
  )
}
