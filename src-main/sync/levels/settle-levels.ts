import type { Bench } from '../../bench.ts'
import { roundLevel } from '../../outbox/intend-levels.ts'
import type { LevelChangeRow } from '../../store/level-change-rows.ts'

/** A person said what became of the level they were asked about. Call inside a write. */
export function settleLevel({ store }: Bench, consignmentId: string, choice: string): void {
  const change = store.levelChanges.of(consignmentId).find(({ state }) => state === 'asked')
  if (change === undefined) return
  const own = store.stock.ownBesides(change.productId, change.outletId, consignmentId)
  store.levelChanges.put({ ...answered(change, own, choice), at: store.now() })
  if (choice !== 'level-was-set') return
  const { productId, outletId } = change
  store.stock.acknowledgeProduct({ consignmentId, productId, outletId, at: store.now() })
}

function answered(change: LevelChangeRow, own: number, choice: string): LevelChangeRow {
  const again: LevelChangeRow = { ...change, state: 'waiting', base: null, baseVersion: null, target: null }
  switch (choice) {
    case 'level-was-set':
      return { ...change, state: 'set' }
    case 'level-before': {
      // The level of that moment is the one that was counted: what is sold from then on stays sold.
      const expected = roundLevel((change.shown ?? 0) + own)
      return { ...again, expected, difference: roundLevel(change.counted - expected), isLevelOld: false }
    }
    default:
      return { ...again, isLevelOld: false }
  }
}

/**
 * What was refused goes out once more. What may have arrived before is looked at again first: the difference on top of a
 * level that holds it already would count twice. Call inside a write.
 */
export function sendLevelsAgain({ store }: Bench, consignmentId: string): void {
  for (const change of store.levelChanges.of(consignmentId)) {
    if (change.state !== 'refused') continue
    const state = change.target === null ? 'waiting' : 'sent'
    store.levelChanges.put({ ...change, state, said: null, at: store.now() })
  }
}

/** A person decides that the rest is not set. Call inside a write. */
export function leaveLevels({ store }: Bench, consignmentId: string): void {
  for (const change of store.levelChanges.of(consignmentId)) {
    if (change.state === 'set' || change.state === 'agreed') continue
    store.levelChanges.put({ ...change, state: 'left', said: null, at: store.now() })
  }
}
