import { useState } from 'react'
import { gramsDifference } from '../format.ts'
import { WeightFigure } from '../pack/weight-figure.tsx'
import { TextField } from '../part/text-field.tsx'
import { useNow } from '../part/use-now.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { offBy, readKnownWeight } from './known-weight.ts'

const share = new Intl.NumberFormat('en-NZ', { style: 'percent', maximumFractionDigits: 2 })

/** The live weight with its age, beside a weight the person knows. */
export function TryScale() {
  const { data, dataUpdatedAt } = useAsk('scale:read', {})
  const now = useNow(500)
  const [typed, setTyped] = useState('')
  const reading = data?.reading ?? null
  const known = readKnownWeight(typed)
  const off = known === null ? null : offBy(reading, known)
  const w = words.doctor
  const ageSeconds = Math.max(0, (now - dataUpdatedAt) / 1_000)
  return (
    <div className="try-scale">
      <WeightFigure reading={reading} />
      {reading && <p className="muted">{w.age(ageSeconds.toFixed(1))}</p>}
      <TextField label={w.known} value={typed} onValue={setTyped} />
      {typed.trim() === '' && <p className="muted">{w.knownSay}</p>}
      {typed.trim() !== '' && known === null && <p className="field-wrong">{w.knownWrong}</p>}
      {known !== null && (
        <p className="device-said" role="status">
          {off === null
            ? w.waitSteady
            : off.grams === 0
              ? w.exact
              : w.offBy(gramsDifference(off.grams), share.format(off.share))}
        </p>
      )}
    </div>
  )
}
