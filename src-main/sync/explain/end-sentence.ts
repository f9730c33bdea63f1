import type { EffectOn } from '../../store/stock-rows.ts'
import type { Facts } from './facts.ts'
import { round, sumOf } from './ledger.ts'

/**
 * Where a product stands, in a sentence: 'Lightspeed says 14; 3 packed here wait to be told; expected 11.' What stands in
 * boxes or in an open receipt moves nothing yet, and is said after it.
 */
export function endSentence(facts: Facts): string {
  const { level, effects, ledger } = facts
  if (level === null)
    return ['Lightspeed has never said a level of it here', ...still(facts)].join('; ').concat('.')
  const open = effects.filter(({ acknowledgedAt }) => acknowledgedAt === null)
  const waiting = new Set(facts.entries.filter(({ endedAt }) => endedAt === null).map(({ lane }) => lane))
  const waits = open.filter(({ consignmentId }) => waiting.has(consignmentId))
  const rests = open.filter(({ consignmentId }) => !waiting.has(consignmentId))
  const parts = [
    ...ways(waits, 'packed here', 'received here', ['waits to be told', 'wait to be told']),
    ...ways(ledger.onItsWay, 'sent here', 'received here', [
      'was told just now and is not in its level yet',
      'were told just now and are not in its level yet',
    ]),
    ...ways(rests, 'sent here', 'received here', [
      'is told and comes into its level when it is closed',
      'are told and come into its level when it is closed',
    ]),
  ]
  const expected = round(level + sumOf(open) + sumOf(ledger.onItsWay))
  const way = parts.length === 0 ? ['nothing of ours is on its way'] : parts
  return [`Lightspeed says ${level}`, ...way, `expected ${expected}`, ...still(facts)].join('; ').concat('.')
}

/** Units that leave and units that come, each in words. */
function ways(
  effects: readonly EffectOn[],
  left: string,
  came: string,
  [one, many]: [one: string, many: string],
): string[] {
  const out = -sumOf(effects.filter(({ units }) => units < 0))
  const into = sumOf(effects.filter(({ units }) => units > 0))
  const say = (units: number, what: string) =>
    units === 0 ? [] : [`${units} ${what} ${units === 1 ? one : many}`]
  return [...say(out, left), ...say(into, came)]
}

/** What is counted, but has not left or is not closed. */
function still({ lines, outletId }: Facts): string[] {
  const boxed = lines
    .filter(({ state, sourceOutletId }) => sourceOutletId === outletId && isBeforeSending(state))
    .reduce((sum, { packed }) => sum + packed, 0)
  const counting = lines
    .filter((line) => line.outletId === outletId)
    .reduce((sum, line) => sum + line.counting, 0)
  return [
    ...(boxed === 0 ? [] : [`${boxed} in boxes that have not left`]),
    ...(counting === 0 ? [] : [`${counting} counted in a receipt that is still open`]),
  ]
}

function isBeforeSending(state: string): boolean {
  return state === 'packing' || state === 'packed'
}
