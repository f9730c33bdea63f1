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
  /** Of these, on days whose lists lagged. */
  unknownWithLateLists: number
  /** How often one of them was read back at most, whatever the weather. */
  mostReadBacks: number
  daysByWeather: Record<string, number>
  wrong: number
}

export function figuresOf(reports: readonly DayReport[], seconds: number): DaysFigures {
  const sum = (of: (report: DayReport) => number) => reports.reduce((all, report) => all + of(report), 0)
  const most = (numbers: readonly number[]) => numbers.reduce((max, one) => Math.max(max, one), 0)
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
    unknownWithLateLists: sum((report) => (report.haveListsLagged ? report.unknown.length : 0)),
    mostReadBacks: most(reports.flatMap((report) => report.unknown.map((one) => one.reads))),
    daysByWeather,
    wrong: reports.filter((report) => report.wrongs.length > 0).length,
  }
}
