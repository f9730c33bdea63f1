import { useState } from 'react'
import type { Place } from '../../src-shared/model/consignment.ts'
import type { Explained, ExplainedEvent } from '../../src-shared/model/explained.ts'
import { timeSay, units } from '../format.ts'
import { FailureNote } from '../part/failure-note.tsx'
import { Picture } from '../part/picture.tsx'
import { useNow } from '../part/use-now.ts'
import { goTo, hashOf } from '../route.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { ProductFinder } from './product-finder.tsx'

type ExplainScreenProps = { readonly productId: string | null; readonly outlet: Place | null }

/** Why a product's numbers are what they are: found by name, SKU, code or scan, at any outlet. */
export function ExplainScreen({ productId, outlet }: ExplainScreenProps) {
  const outlets = useAsk('outlet:list', {})
  const [chosen, setChosen] = useState<string | null>(null)
  const outletId = chosen ?? outlet?.id ?? null
  const w = words.compare.product
  return (
    <div className="screen-pad office explain">
      <header className="explain-head">
        <a className="explain-back" href={hashOf({ screen: 'sync', id: 'differences' })}>
          ← {w.back}
        </a>
        <h1>{w.title}</h1>
        <label className="field explain-outlet">
          <span>{w.outlet}</span>
          <select
            className="text-input"
            value={outletId ?? ''}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            {(outlets.data ?? []).map((place) => (
              <option key={place.id} value={place.id}>
                {place.name}
              </option>
            ))}
          </select>
        </label>
      </header>
      <ProductFinder
        outletId={outletId}
        isFirst={productId === null}
        onPick={(product) => goTo('explain', product.id)}
      />
      {productId === null ? (
        <p className="muted explain-empty">{w.findSay}</p>
      ) : (
        <OneProduct key={`${productId} ${outletId}`} productId={productId} outletId={outletId} />
      )}
    </div>
  )
}

type OneProductProps = { readonly productId: string; readonly outletId: string | null }

function OneProduct({ productId, outletId }: OneProductProps) {
  const explained = useAsk('product:explain', { productId, ...(outletId === null ? {} : { outletId }) })
  const now = useNow(5000)
  if (explained.error) {
    return <FailureNote failure={explained.error.failure} onRetry={() => void explained.refetch()} />
  }
  if (!explained.data) return <p className="screen-wait">{words.compare.product.searching}</p>
  return <ExplainedView explained={explained.data} now={now} />
}

/** The sentence and the three numbers first, then every step with the number after it. */
function ExplainedView({ explained, now }: { readonly explained: Explained; readonly now: number }) {
  const { product, events, older } = explained
  const w = words.compare.product
  return (
    <>
      <section className="card explain-sum" aria-label={product.name}>
        <div className="explain-name">
          <Picture productId={product.id} name={product.name} hasPicture={product.hasPicture} />
          <div>
            <h2>{product.name}</h2>
            <p className="muted">
              {product.sku}
              {explained.heardAt !== null && ` · ${w.heard(timeSay(explained.heardAt, now))}`}
            </p>
          </div>
        </div>
        <dl className="explain-figures">
          <Figure label={w.level} units={explained.level} />
          <Figure label={w.unbooked} units={explained.unbooked} isChange />
          <Figure label={w.expected} units={explained.expected} />
        </dl>
        <p className="explain-say">{explained.say}</p>
      </section>
      <section className="card side-card" aria-label={w.steps}>
        <h2>{w.steps}</h2>
        {events.length === 0 && <p className="muted">{w.nothingYet}</p>}
        {older > 0 && <p className="muted">{w.older(units(older))}</p>}
        {events.length > 0 && <Steps events={events} now={now} />}
      </section>
    </>
  )
}

function Figure(props: {
  readonly label: string
  readonly units: number | null
  readonly isChange?: boolean
}) {
  const { label, isChange = false } = props
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {props.units === null
          ? words.compare.product.unknown
          : isChange
            ? change(props.units)
            : units(props.units)}
      </dd>
    </div>
  )
}

function Steps({ events, now }: { readonly events: readonly ExplainedEvent[]; readonly now: number }) {
  const w = words.compare.product
  return (
    <table className="explain-steps">
      <thead>
        <tr>
          <th scope="col">{w.when}</th>
          <th scope="col" colSpan={2}>
            {w.what}
          </th>
          <th scope="col" className="figure">
            {w.by}
          </th>
          <th scope="col" className="figure">
            {w.after}
          </th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id} className={`step-${event.kind}`}>
            <td className="muted">{timeSay(event.at, now)}</td>
            <td className="explain-kind">{w.kind(event.kind)}</td>
            <td>
              {event.say}
              {event.consignment && !event.say.includes(event.consignment.code) && (
                <span className="muted code"> {event.consignment.code}</span>
              )}
            </td>
            <td className="figure">{event.units === 0 ? '' : change(event.units)}</td>
            <td className="figure">{event.expected === null ? '' : units(event.expected)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function change(by: number): string {
  return by > 0 ? `+${units(by)}` : units(by)
}
