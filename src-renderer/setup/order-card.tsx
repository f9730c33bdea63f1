import { FailureOf } from '../part/failure-note.tsx'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'

/** When Lightspeed hears of a purchase order. */
export function OrderCard() {
  const rules = useAsk('order:rules', {})
  const acts = useActs()
  const w = words.order.rules
  if (!rules.data) return null
  const { tellAtSend } = rules.data
  return (
    <section className="card side-card" aria-label={w.title}>
      <h2>{w.title}</h2>
      <label className="field">
        <span>{w.say}</span>
        <select
          className="text-input"
          value={tellAtSend ? 'send' : 'receive'}
          onChange={(event) =>
            void acts.act('rules', 'order:set-rules', { tellAtSend: event.currentTarget.value === 'send' })
          }
        >
          <option value="receive">{w.receive}</option>
          <option value="send">{w.send}</option>
        </select>
      </label>
      <FailureOf acts={acts} where="rules" />
    </section>
  )
}
