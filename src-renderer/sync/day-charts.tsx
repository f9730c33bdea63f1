import type { ChartPoint } from '../../src-shared/model/health.ts'
import { shortTimeSay, units } from '../format.ts'
import { words } from '../words.ts'
import { DayChart } from './day-chart.tsx'

/** The last day in three figures: what waited, how long it took, how many of the calls were used. */
export function DayCharts({ points, now }: { readonly points: readonly ChartPoint[]; readonly now: number }) {
  const w = words.sync.charts
  const times = points.map(({ at }) => at)
  const limit = points.findLast((point) => point.limit !== null)?.limit ?? null
  return (
    <div className="day-charts">
      <DayChart
        title={w.waiting}
        times={times}
        values={points.map(({ waiting }) => waiting)}
        say={units}
        now={now}
      />
      <DayChart
        title={w.time}
        times={times}
        values={points.map(({ ackP95Ms }) => ackP95Ms)}
        say={shortTimeSay}
        now={now}
      />
      <DayChart
        title={w.calls}
        times={times}
        values={points.map(({ used }) => used)}
        limit={limit}
        say={units}
        now={now}
      />
    </div>
  )
}
