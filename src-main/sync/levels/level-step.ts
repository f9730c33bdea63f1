import { impossible } from '../../../src-shared/failure.ts'
import { roundLevel } from '../../outbox/intend-levels.ts'
import type { LevelChangeRow } from '../../store/level-change-rows.ts'

/** A level as Lightspeed shows it now; 0 of version 0 where it has none. */
export type Shown = { level: number; version: number }

/** The one next thing to do about the level of one product. */
export type LevelStep =
  /** Write it: what stood there before, and what is to stand there. */
  | { do: 'set'; base: number; baseVersion: number; target: number }
  | { do: 'done'; as: 'set' | 'agreed' }
  /** `echo`: Lightspeed said yes and still shows the old level. `late`: the write may still be on its way. */
  | { do: 'wait'; for: 'echo' }
  | { do: 'wait'; for: 'late'; ms: number }
  /** `moved`: before or after the count? `outcome`: was it set and then sold from, or never set? */
  | { do: 'ask'; about: 'moved' | 'outcome' }

/** A write whose answer was lost may still be on its way: it is not sent again before. */
const lateMs = 30_000

/**
 * Decides from what was counted and what Lightspeed shows now. The write is absolute, but what it says is reckoned at the
 * last moment: the level of now and the difference that was approved, so that what was sold since the count stays sold.
 * `own` is what we moved and this level does not hold yet. Pure; a lost answer is settled by reading again.
 */
export function levelStep(
  change: LevelChangeRow,
  seen: Shown,
  at: { own: number; sentAgoMs: number },
): LevelStep {
  const { base, baseVersion, target } = change
  switch (change.state) {
    case 'waiting':
      return firstStep(change, seen, at.own)
    case 'told':
      return isUntouched(change, seen) ? { do: 'wait', for: 'echo' } : { do: 'done', as: 'set' }
    case 'sent':
      if (base === null || baseVersion === null || target === null)
        throw new Error('a write without its note')
      if (seen.level === target) return { do: 'done', as: 'set' }
      if (!isUntouched(change, seen)) return { do: 'ask', about: 'outcome' }
      return at.sentAgoMs < lateMs
        ? { do: 'wait', for: 'late', ms: lateMs - at.sentAgoMs }
        : { do: 'set', base, baseVersion, target }
    case 'set':
    case 'agreed':
    case 'refused':
    case 'asked':
    case 'left':
      throw new Error(`nothing is to be done about a level that is ${change.state}`)
    default:
      return impossible(change.state)
  }
}

function isUntouched({ base, baseVersion }: LevelChangeRow, { level, version }: Shown): boolean {
  return version === baseVersion && level === base
}

function firstStep(change: LevelChangeRow, seen: Shown, own: number): LevelStep {
  const { counted, expected, difference, isLevelOld } = change
  const hasMoved = expected !== null && roundLevel(seen.level + own - expected) !== 0
  // Nobody can say by the numbers whether what moved was on the shelf when it was counted.
  if (isLevelOld && hasMoved) return { do: 'ask', about: 'moved' }
  const target = roundLevel(difference === null ? counted - own : seen.level + difference)
  if (target === seen.level) return { do: 'done', as: 'agreed' }
  return { do: 'set', base: seen.level, baseVersion: seen.version, target }
}
