import type { Alert, Health } from '../../src-shared/model/health.ts'
import type { SyncScreen } from '../../src-shared/model/sync.ts'
import { timeSay, units } from '../format.ts'
import { FailureNote } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import type { Acts } from '../station.tsx'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { AllowanceCard } from './allowance-card.tsx'
import { DayCharts } from './day-charts.tsx'
import { Feed } from './feeds.tsx'
import { Figures } from './figures.tsx'
import { SupportCard } from './support-card.tsx'

type OverviewProps = {
  readonly screen: SyncScreen
  readonly health: Health
  readonly acts: Acts
  readonly now: number
}

/** How sync is doing: what is not as it should be, the last day in pictures, and the figures. */
export function Overview({ screen, health, acts, now }: OverviewProps) {
  const w = words.sync
  const chart = useAsk('sync:chart', {})
  const firstPulls = screen.feeds.filter((feed) => feed.isFirstPull && feed.isRunning)
  return (
    <>
      {health.reasons.length > 0 && <Reasons reasons={health.reasons} now={now} />}
      {firstPulls.length > 0 && (
        <section className="card side-card">
          <h2>{w.feeds}</h2>
          <ul>
            {firstPulls.map((feed) => (
              <Feed key={feed.name} feed={feed} cursor={null} now={now} />
            ))}
          </ul>
        </section>
      )}
      {chart.error && <FailureNote failure={chart.error.failure} />}
      <DayCharts points={chart.data?.points ?? []} now={now} />
      <div className="office-pair">
        <Figures numbers={health.numbers} />
        <div className="office-column">
          <AllowanceCard allowance={screen.allowance} now={now} />
          <LineCard numbers={health.numbers} now={now} />
          <SupportCard acts={acts} />
        </div>
      </div>
    </>
  )
}

function Reasons({ reasons, now }: { readonly reasons: readonly Alert[]; readonly now: number }) {
  const w = words.sync
  return (
    <section className="card side-card" aria-label={w.reasons}>
      <ul className="reasons">
        {reasons.map(({ id, level, say, next, since }) => (
          <li key={id} className={`reason is-${level}`}>
            <Icon name={level === 'bad' ? 'cross' : 'triangle'} />
            <div>
              <p>
                <strong>{say}</strong> <span className="muted">{w.reasonSince(timeSay(since, now))}</span>
              </p>
              <p>{next}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function LineCard({ numbers, now }: { readonly numbers: Health['numbers']; readonly now: number }) {
  const w = words.sync
  const { link, breaker, webhooks } = numbers
  return (
    <section className="card side-card">
      <h2>{w.line}</h2>
      <p>{w.link[link]}</p>
      <p className="muted">
        {breaker.is === 'closed'
          ? w.breakerClosed
          : w.breakerOpen(timeSay(breaker.since, now), timeSay(breaker.nextTryAt, now))}
      </p>
      <h3>{w.webhooks}</h3>
      {webhooks === null ? (
        <p className="muted">{w.noRelay}</p>
      ) : (
        <p className="muted">
          {w.webhooksSay(units(webhooks.taken), units(webhooks.doubled), units(webhooks.refused))}
          {webhooks.heardAt !== null && ` · ${w.webhooksHeard(timeSay(webhooks.heardAt, now))}`}
        </p>
      )}
    </section>
  )
}
