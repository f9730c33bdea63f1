import { timeSay } from '../format.ts'
import { words } from '../words.ts'
import {
  areaPath,
  type ChartValue,
  chartField,
  chartWords,
  highest,
  linePath,
  niceTop,
} from './chart-shape.ts'

type DayChartProps = {
  readonly title: string
  /** When each value's stretch of time begins. */
  readonly times: readonly string[]
  readonly values: readonly ChartValue[]
  /** Drawn as a dashed line, and named. */
  readonly limit?: number | null
  readonly say: (value: number) => string
  readonly now: number
}

/** One figure over the last day: what it is in words above, the line below; a gap is a time nothing was noted. */
export function DayChart({ title, times, values, limit = null, say, now }: DayChartProps) {
  const most = highest(values)
  const top = niceTop(Math.max(most?.value ?? 0, limit ?? 0))
  const said = chartWords({ times, values, limit, say, when: (at) => timeSay(at, now) })
  return (
    <figure className="card side-card day-chart">
      <figcaption>
        <h2>{title}</h2>
        <p className="muted">{said}</p>
      </figcaption>
      {most !== null && (
        <Field title={title} said={said} values={values} times={times} limit={limit} top={top} say={say} />
      )}
    </figure>
  )
}

type FieldProps = Pick<DayChartProps, 'title' | 'times' | 'values' | 'say'> & {
  readonly said: string
  readonly limit: number | null
  readonly top: number
}

/** The drawing with its scale. What it shows is said in words beside it. */
function Field({ title, said, values, times, limit, top, say }: FieldProps) {
  const { width, height } = chartField
  const limitY = limit === null ? null : height - (limit / top) * height
  return (
    <>
      <div className="chart-field">
        <svg
          className="chart"
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={words.sync.charts.spoken(title, said)}
        >
          <path className="chart-grid" d={`M0 0H${width}M0 ${height / 2}H${width}M0 ${height}H${width}`} />
          <path className="chart-area" d={areaPath(values, top)} />
          <path className="chart-line" d={linePath(values, top)} />
          {limitY !== null && <path className="chart-limit" d={`M0 ${limitY}H${width}`} />}
        </svg>
        <span className="chart-top" aria-hidden="true">
          {say(top)}
        </span>
        <span className="chart-zero" aria-hidden="true">
          0
        </span>
      </div>
      <p className="chart-times" aria-hidden="true">
        {[0, 0.25, 0.5, 0.75].map((share) => {
          const time = times[Math.floor(times.length * share)]
          return <span key={share}>{time === undefined ? '' : clockSay(time)}</span>
        })}
      </p>
    </>
  )
}

/** `14:02`, whatever the day. */
function clockSay(iso: string): string {
  return timeSay(iso, Date.parse(iso))
}
