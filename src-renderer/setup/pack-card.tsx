import { FailureOf } from '../part/failure-note.tsx'
import { SelectField } from '../part/select-field.tsx'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'

const never = 'never'
/** From noon to ten in the evening, each half hour. */
const usualTimes = Array.from(
  { length: 21 },
  (_, at) => `${12 + Math.floor(at / 2)}:${at % 2 === 0 ? '00' : '30'}`,
)

/** Another time may have been set by a program. */
function timesWith(time: string | null): string[] {
  return time === null || usualTimes.includes(time) ? usualTimes : [...usualTimes, time].sort()
}

/** When packed goods count as sent, and when it is asked whether they have left. */
export function PackCard() {
  const rules = useAsk('pack:rules', {})
  const acts = useActs()
  const w = words.pack.rules
  if (!rules.data) return null
  const { sendsAfter12Hours, asksAt } = rules.data
  return (
    <section className="card side-card" aria-label={w.title}>
      <h2>{w.title}</h2>
      <SelectField
        label={w.say}
        value={sendsAfter12Hours ? 'clock' : 'person'}
        options={[
          ['person', w.person],
          ['clock', w.clock],
        ]}
        onValue={(value) =>
          void acts.act('rules', 'pack:set-rules', { sendsAfter12Hours: value === 'clock' })
        }
      />
      <p className="muted">{w.returns}</p>
      {!sendsAfter12Hours && (
        <SelectField
          label={w.asks}
          value={asksAt ?? never}
          options={[...timesWith(asksAt).map((time) => [time, w.askedAt(time)] as const), [never, w.never]]}
          onValue={(value) =>
            void acts.act('rules', 'pack:set-rules', { asksAt: value === never ? null : value })
          }
        />
      )}
      <FailureOf acts={acts} where="rules" />
    </section>
  )
}
