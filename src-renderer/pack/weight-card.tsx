import { useState } from 'react'
import type { PackLine, ParcelView } from '../../src-shared/model/pack.ts'
import type { ScaleReading } from '../../src-shared/model/weight.ts'
import { gramsDifference, gramsSay, units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { useLasting } from '../part/use-lasting.ts'
import { words } from '../words.ts'
import { TypedWeight } from './typed-weight.tsx'
import type { PackActs } from './use-pack-acts.ts'
import type { SteadySeal } from './use-steady-seal.ts'
import { judgeWeight, steadyGrams } from './weigh.ts'
import { WeightFigure } from './weight-figure.tsx'

/** A box that is put down carefully stands still long before. */
const restlessAfterMs = 30_000

type WeightCardProps = {
  readonly parcel: ParcelView | null
  readonly lines: readonly PackLine[]
  readonly reading: ScaleReading | null
  readonly isOpen: boolean
  readonly acts: PackActs
  readonly steady: SteadySeal
}

/** The current box on the scale: live weight, what it should weigh, and the way to seal it. */
export function WeightCard({ parcel, lines, reading, isOpen, acts, steady }: WeightCardProps) {
  const [isTyping, setTyping] = useState(false)
  const grams = steadyGrams(reading)
  const isRestless = useLasting(reading !== null && reading.is !== 'steady', restlessAfterMs)
  const sealTyped = async (parcelId: string, typed: number) => {
    if (await acts.seal(parcelId, typed)) setTyping(false)
  }
  const w = words.pack
  return (
    <section className="card weight-card" aria-label={parcel ? w.box(parcel.number) : w.noBox}>
      <header className="card-head">
        <h2>{parcel ? w.box(parcel.number) : w.noBox}</h2>
        {parcel && <span className="muted">{w.unitsIn(units(parcel.units))}</span>}
      </header>
      <WeightFigure reading={reading} />
      {reading === null && <p>{w.scale.silentNext}</p>}
      {isRestless && <p role="status">{w.scale.restless}</p>}
      {parcel && parcel.units > 0 ? (
        <Expected parcel={parcel} lines={lines} grams={grams} isAsking={steady.isAsking} />
      ) : (
        isOpen && <p className="muted weight-say">{parcel ? w.emptyBox : w.noBoxSay}</p>
      )}
      {isOpen && parcel && (
        <div className="weight-acts">
          <ActButton
            kind="main"
            keyName="F9"
            isWide
            isBusy={acts.busy.has('seal')}
            isDisabled={grams === null || parcel.units === 0}
            onClick={steady.press}
          >
            {grams !== null
              ? steady.isAsking
                ? w.sealAnyway
                : w.seal
              : reading?.is === 'steady'
                ? w.sealEmpty
                : w.sealWait}
          </ActButton>
          {isTyping ? (
            <TypedWeight
              key={parcel.id}
              parcel={parcel}
              onSeal={(typed) => void sealTyped(parcel.id, typed)}
              onClose={() => setTyping(false)}
            />
          ) : (
            <ActButton kind="quiet" isDisabled={parcel.units === 0} onClick={() => setTyping(true)}>
              {w.typeWeight}
            </ActButton>
          )}
        </div>
      )}
      <FailureOf acts={acts} where="seal" />
    </section>
  )
}

type ExpectedProps = {
  readonly parcel: ParcelView
  readonly lines: readonly PackLine[]
  readonly grams: number | null
  readonly isAsking: boolean
}

function Expected({ parcel, lines, grams, isAsking }: ExpectedProps) {
  const verdict = grams === null ? null : judgeWeight(grams, parcel, lines)
  const w = words.pack
  const suspect = verdict?.is === 'off' ? verdict.suspect : null
  return (
    <div className="expected">
      <p>
        {w.expected(gramsSay(parcel.expectedGrams), gramsSay(parcel.toleranceGrams))}
        {verdict?.is === 'fits' && (
          <span className="fits">
            <Icon name="check" size={18} /> {gramsDifference(verdict.by)} · {w.fits}
          </span>
        )}
      </p>
      {verdict?.is === 'off' && (
        <p className="weight-off" role={isAsking ? 'alert' : undefined}>
          <Icon name="triangle" size={18} />
          {verdict.by > 0 ? w.heavier(gramsSay(verdict.by)) : w.lighter(gramsSay(-verdict.by))}
          {suspect && (
            <strong>
              {suspect.isTooMany
                ? w.oneTooMany(suspect.count, suspect.name)
                : w.oneTooFew(suspect.count, suspect.name)}
            </strong>
          )}
          {isAsking && <strong>{w.sealOff}</strong>}
        </p>
      )}
      <p className="muted coverage">
        {w.coverage}{' '}
        {(['P', 'C', 'D'] as const)
          .filter((from) => parcel.coverage[from] > 0)
          .map((from) => `${w.coverageParts[from]} ${units(parcel.coverage[from])}`)
          .join(' · ')}
      </p>
    </div>
  )
}
