import type { Health, Stretch } from '../../src-shared/model/health.ts'
import { shortTimeSay, units } from '../format.ts'
import { words } from '../words.ts'

/** What happened in the last hour and the last day, side by side. */
export function Figures({ numbers }: { readonly numbers: Health['numbers'] }) {
  const w = words.sync.figures
  const { hour, day } = numbers
  const rows: readonly (readonly [string, (stretch: Stretch) => string])[] = [
    [w.acknowledged, ({ acknowledged }) => units(acknowledged?.count ?? 0)],
    [w.half, (stretch) => timeOf(stretch, 'p50Ms')],
    [w.p95, (stretch) => timeOf(stretch, 'p95Ms')],
    [w.p99, (stretch) => timeOf(stretch, 'p99Ms')],
    [w.success, shareSay],
    [w.again, ({ later }) => units(later)],
    [w.calls, ({ calls }) => units(calls.good)],
    [w.refused, ({ calls }) => units(calls.refused)],
    [w.limited, ({ calls }) => units(calls.limited)],
    [w.failed, ({ calls }) => units(calls.failed)],
    [w.offline, ({ calls }) => units(calls.offline)],
  ]
  return (
    <section className="card side-card">
      <h2>{w.title}</h2>
      <table className="sync-figures">
        <thead>
          <tr>
            <td />
            <th scope="col">{w.hour}</th>
            <th scope="col">{w.day}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, say]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{say(hour)}</td>
              <td>{say(day)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function timeOf({ acknowledged }: Stretch, which: 'p50Ms' | 'p95Ms' | 'p99Ms'): string {
  return acknowledged === null ? words.sync.figures.none : shortTimeSay(acknowledged[which])
}

/** Of what came to an end: agreed, or waiting for a person. */
function shareSay({ done, setAside }: Stretch): string {
  if (done + setAside === 0) return words.sync.figures.none
  // Rounded down: 100 % is said only where nothing was set aside.
  return `${Math.floor((done / (done + setAside)) * 1000) / 10} %`
}
