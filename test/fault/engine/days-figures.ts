import type { Unknown } from './read-backs.ts'
import type { DayReport } from './sim-day.ts'

/** What many days came to, in numbers. */
export type DaysFigures = {
  days: number
  firstSeed: number
  seconds: number
  simulatedHours: number
  consignments: number
  told: number
  calls: number
  turns: number
  powerCuts: number
  /** How often somebody was asked, and what they said. */
  decided: number
  said: Record<string, number>
  unknownOutcomes: number
  /** How often an outcome was read back at most, where lists did not lag; and where they did. */
  mostReadBacks: number
  mostReadBacksLate: number
  /** A create that was not made is looked for three times before it is sent again: after 5, 30 and 151 s. */
  mostLooksForNothing: number
  daysByWeather: Record<string, number>
  wrong: number
}

export function figuresOf(reports: readonly DayReport[], seconds: number): DaysFigures {
  const sum = (of: (report: DayReport) => number) => reports.reduce((all, report) => all + of(report), 0)
  const most = (numbers: readonly number[]) => numbers.reduce((max, one) => Math.max(max, one), 0)
  // Or one that was given up and made only then: it is not there yet when it is looked for first.
  const isForNothing = (one: Unknown, { weather }: DayReport) =>
    one.effect === 'create' && (!one.wasApplied || weather.includes('F11'))
  const readBacks = (haveListsLagged: boolean) =>
    reports
      .filter((report) => report.haveListsLagged === haveListsLagged)
      .flatMap((report) => report.unknown.filter((one) => !isForNothing(one, report)))
      .map((one) => one.reads)
  const daysByWeather: Record<string, number> = {}
  for (const name of reports.flatMap((report) => report.weather)) {
    daysByWeather[name] = (daysByWeather[name] ?? 0) + 1
  }
  const said: Record<string, number> = {}
  for (const [word, times] of reports.flatMap((report) => Object.entries(report.said))) {
    said[word] = (said[word] ?? 0) + times
  }
  return {
    days: reports.length,
    firstSeed: reports.reduce((least, { seed }) => Math.min(least, seed), Number.POSITIVE_INFINITY),
    seconds: Math.round(seconds),
    simulatedHours: Math.round(sum((report) => report.hours)),
    consignments: sum((report) => report.consignments),
    told: sum((report) => report.told),
    calls: sum((report) => report.calls),
    turns: sum((report) => report.turns),
    powerCuts: sum((report) => report.crashes),
    decided: sum((report) => report.parked),
    said,
    unknownOutcomes: sum((report) => report.unknown.length),
    mostReadBacks: most(readBacks(false)),
    mostReadBacksLate: most(readBacks(true)),
    mostLooksForNothing: most(
      reports.flatMap((report) =>
        report.unknown.filter((one) => isForNothing(one, report)).map((one) => one.reads),
      ),
    ),
    daysByWeather,
    wrong: reports.filter((report) => report.wrongs.length > 0).length,
  }
}
