import { timeSay } from '../format.ts'
import { FailureNote, FailureOf } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { useNow } from '../part/use-now.ts'
import type { Route } from '../route.ts'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { CablePart } from './cable-part.tsx'
import { ScalePart } from './scale-part.tsx'
import { ScannerPart } from './scanner-part.tsx'
import { StorePart } from './store-part.tsx'

type TrainingBenchProps = { readonly route: Route; readonly onClose: () => void }

/** The virtual bench: hands for the virtual devices, and the other side of the training store. */
export function TrainingBench({ route, onClose }: TrainingBenchProps) {
  const state = useAsk('training:state', {})
  const acts = useActs()
  const now = useNow(30_000)
  const w = words.training
  return (
    <aside className="training" aria-label={w.title}>
      <header className="card-head">
        <h2>{w.title}</h2>
        <button type="button" className="icon-button" aria-label={words.frame.close} onClick={onClose}>
          <Icon name="cross" size={20} />
        </button>
      </header>
      {state.error && <FailureNote failure={state.error.failure} onRetry={() => void state.refetch()} />}
      <FailureOf acts={acts} where="training" />
      <ScannerPart route={route} act={acts.act} />
      {state.data && (
        <>
          <ScalePart state={state.data} route={route} act={acts.act} />
          <CablePart state={state.data} act={acts.act} />
          <StorePart state={state.data} act={acts.act} />
          <section className="training-part">
            <h3>{w.labels}</h3>
            {state.data.labels.length === 0 && <p className="muted">{w.noLabels}</p>}
            {state.data.labels.map((label) => (
              <img
                key={label.at}
                className="label-picture"
                src={`data:image/png;base64,${label.pngBase64}`}
                alt={w.labelAlt(timeSay(label.at, now))}
              />
            ))}
          </section>
        </>
      )}
    </aside>
  )
}
