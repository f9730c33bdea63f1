import { impossible } from '../../src-shared/failure.ts'
import type { ScaleReading } from '../../src-shared/model/weight.ts'
import { gramsSay } from '../format.ts'
import { Icon, type IconName } from '../part/icon.tsx'
import { words } from '../words.ts'

type Face = {
  readonly figure: string
  readonly say: string
  readonly icon: IconName
  readonly tone: 'steady' | 'moving' | 'off'
}

/** How a reading looks: figure, word and shape. Only a steady one is drawn in full ink. */
export function weightFace(reading: ScaleReading | null): Face {
  const w = words.pack.scale
  if (!reading) return { figure: '– –', say: w.silent, icon: 'pause', tone: 'off' }
  switch (reading.is) {
    case 'steady':
      return { figure: gramsSay(reading.grams), say: w.steady, icon: 'check', tone: 'steady' }
    case 'moving':
      return {
        figure: reading.grams === null ? '– –' : gramsSay(reading.grams),
        say: w.moving,
        icon: 'wave',
        tone: 'moving',
      }
    case 'overload':
      return { figure: '▲ ▲', say: w.overload, icon: 'triangle', tone: 'off' }
    case 'below-zero':
      return {
        figure: reading.grams === null ? '▼ ▼' : gramsSay(reading.grams),
        say: w.belowZero,
        icon: 'minus',
        tone: 'off',
      }
    case 'needs-zero':
      return { figure: '– –', say: w.needsZero, icon: 'minus', tone: 'off' }
    case 'fault':
      return { figure: '✕', say: `${w.fault}: ${reading.why}`, icon: 'cross', tone: 'off' }
    default:
      return impossible(reading)
  }
}

export function WeightFigure({ reading }: { readonly reading: ScaleReading | null }) {
  const face = weightFace(reading)
  return (
    <div className={`weight weight-${face.tone}`} data-reading={reading?.is ?? 'silent'}>
      <span className="weight-figure">{face.figure}</span>
      <span className="weight-state">
        <Icon name={face.icon} size={20} />
        {face.say}
      </span>
    </div>
  )
}
