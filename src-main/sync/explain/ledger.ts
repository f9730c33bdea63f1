import type { LevelHeard } from '../../store/level-rows.ts'
import type { EffectOn } from '../../store/stock-rows.ts'

/** A level may be heard so long before we know that our own move made it, and so long after. */
const apartMs = 180_000

/** A change of Lightspeed's level, taken apart: what of it our own moves made, and the rest, which was done there. */
export type LevelExplained = LevelHeard & { ours: EffectOn[]; others: number }

/** Everything that moved the expected number, and what is left of it at the end. */
export type Ledger = {
  levels: LevelExplained[]
  /** The expected number before the first of what is known; null where Lightspeed never said a level. */
  start: number | null
  /** From when on the number can be followed, as UTC text. */
  since: string
  /** Told, and too short ago for the level to show it. */
  onItsWay: EffectOn[]
  /** Told longer ago, and no level has moved for it. */
  unheard: EffectOn[]
}

/**
 * Takes each change of a level apart into our own moves and the rest. A move Lightspeed has booked shows in the first
 * change heard after that, or in one heard a little before we knew. Pure; effects and levels in any order.
 * @param since since when changes of levels are kept here; what was booked before is in the level already
 */
export function ledgerOf(
  level: number | null,
  heard: readonly LevelHeard[],
  effects: readonly EffectOn[],
  at: { since: string; now: string },
): Ledger {
  const levels = heard.toSorted((one, other) => one.at.localeCompare(other.at) || one.version - other.version)
  let open = effects
    .filter((effect) => effect.acknowledgedAt === null || effect.acknowledgedAt >= at.since)
    .toSorted((one, other) => one.at.localeCompare(other.at))
  const start = level === null ? null : (levels[0]?.before ?? level)
  const explained = levels.map((one): LevelExplained => {
    const ours = oursIn(one, open)
    open = open.filter((effect) => !ours.includes(effect))
    return { ...one, ours, others: round(one.after - one.before - sumOf(ours)) }
  })
  const told = open.filter((effect) => effect.acknowledgedAt !== null)
  const isNew = ({ acknowledgedAt }: EffectOn) =>
    acknowledgedAt !== null && Date.parse(at.now) - Date.parse(acknowledgedAt) < apartMs
  return {
    levels: explained,
    start,
    since: at.since,
    onItsWay: told.filter(isNew),
    unheard: told.filter((effect) => !isNew(effect)),
  }
}

/** All that was booked by then; and of what was booked just after, each that makes the rest smaller. */
function oursIn(level: LevelHeard, open: readonly EffectOn[]): EffectOn[] {
  const heardMs = Date.parse(level.at)
  const ours = open.filter(
    ({ acknowledgedAt }) => acknowledgedAt !== null && Date.parse(acknowledgedAt) <= heardMs,
  )
  let rest = level.after - level.before - sumOf(ours)
  for (const effect of open) {
    if (effect.acknowledgedAt === null || ours.includes(effect) || effect.at > level.at) continue
    const isNear = Date.parse(effect.acknowledgedAt) - heardMs <= apartMs
    if (!isNear || Math.abs(rest - effect.units) >= Math.abs(rest)) continue
    ours.push(effect)
    rest -= effect.units
  }
  return ours
}

export function sumOf(effects: readonly { units: number }[]): number {
  return effects.reduce((sum, { units }) => sum + units, 0)
}

/** Levels may be fractions: five decimals, as Lightspeed prints them. */
export function round(units: number): number {
  return Math.round(units * 100_000) / 100_000
}
