import type { PrintRoutes } from '../../src-shared/model/print-route.ts'
import type { PrinterRole } from '../../src-shared/model/printer.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'

const labelKinds = ['box-label', 'product-label'] as const
const places = ['printer', 'printer2'] as const

/** Which document goes to which printer, and whether the other one stands in. */
export function PrintCard({ routes }: { readonly routes: PrintRoutes }) {
  const acts = useActs()
  const w = words.setup.print
  const keep = (part: Partial<PrintRoutes>) =>
    void acts.act('print', 'setup:print-routes', { ...routes, ...part })
  const slipTo = routes['packing-slip'].to
  return (
    <section className="card side-card" aria-label={w.title}>
      <h2>{w.title}</h2>
      {labelKinds.map((kind) => {
        const route = routes[kind]
        return (
          <div key={kind} className="field-row">
            <label className="field">
              <span>{w.documents[kind]}</span>
              <select
                className="text-input"
                value={route.to}
                onChange={(event) =>
                  keep({ [kind]: { ...route, to: event.currentTarget.value as PrinterRole } })
                }
              >
                {places.map((role) => (
                  <option key={role} value={role}>
                    {w.places[role]}
                  </option>
                ))}
              </select>
            </label>
            <ActButton
              isPressed={route.hasStandIn}
              label={`${w.documents[kind]}: ${w.standIn}`}
              onClick={() => keep({ [kind]: { ...route, hasStandIn: !route.hasStandIn } })}
            >
              {w.standIn}
            </ActButton>
          </div>
        )
      })}
      <label className="field">
        <span>{w.documents['packing-slip']}</span>
        <select
          className="text-input"
          value={slipTo ?? 'file'}
          onChange={(event) => {
            const to = places.find((role) => role === event.currentTarget.value) ?? null
            keep({ 'packing-slip': { to } })
          }}
        >
          <option value="file">{w.places.file}</option>
          {places.map((role) => (
            <option key={role} value={role}>
              {w.places[role]}
            </option>
          ))}
        </select>
      </label>
      <p className="muted">{w.say}</p>
      <FailureOf acts={acts} where="print" />
    </section>
  )
}
