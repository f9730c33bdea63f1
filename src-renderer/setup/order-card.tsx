import { FailureOf } from '../part/failure-note.tsx'
import { SelectField } from '../part/select-field.tsx'
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
      <SelectField
        label={w.say}
        value={tellAtSend ? 'send' : 'receive'}
        options={[
          ['receive', w.receive],
          ['send', w.send],
        ]}
        onValue={(value) => void acts.act('rules', 'order:set-rules', { tellAtSend: value === 'send' })}
      />
      <FailureOf acts={acts} where="rules" />
    </section>
  )
}
