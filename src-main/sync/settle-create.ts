import type { Bench } from '../bench.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import type { Intention } from '../outbox/intention.ts'
import { findCreated } from './find-created.ts'
import type { Ending, PushRecord } from './push-record.ts'
import { createStep, type OpenStep } from './push-step.ts'

/** Counted from when the answer was known to be lost; the last with a second on top, for a list that lags two minutes. */
const lookUpAfterMs = [5_000, 30_000, 121_000]

type Parts = { bench: Bench; lightspeed: Lightspeed }

/**
 * Looks a create up whose answer was lost, after 5, 30 and 120 s, by walking the feed from a version known before.
 * `absent` only after the last look: then it was certainly not made, and may be sent once more.
 */
export async function settleCreate(
  { bench, lightspeed }: Parts,
  wanted: Intention,
  open: OpenStep,
  record: PushRecord,
): Promise<{ is: 'found' } | { is: 'absent' } | { is: 'ended'; ending: Ending }> {
  const waitMs = lookUpAfterMs[open.lookups]
  if (waitMs !== undefined) {
    const leftMs = waitMs - record.ageMs()
    if (leftMs > 0) return { is: 'ended', ending: record.lookAgain(open, leftMs, 'waiting') }
  }
  const found = await findCreated(lightspeed, wanted, open.cursor)
  if (found.is !== 'answer') return { is: 'ended', ending: record.stop(found, { open, sent: null }) }
  const oldest = found.value[0]
  if (oldest !== undefined) {
    const ending = record.created(oldest, wanted, open)
    if (ending !== null) return { is: 'ended', ending }
    await cancelTwins({ bench, lightspeed }, wanted, open, oldest.id)
    return { is: 'found' }
  }
  const next = lookUpAfterMs[open.lookups + 1]
  if (next === undefined) return { is: 'absent' }
  const again = { ...open, lookups: open.lookups + 1 }
  return { is: 'ended', ending: record.lookAgain(again, next - record.ageMs()) }
}

/**
 * Looks once whether an entry from an earlier process was told already: the store may be an old copy that was brought
 * back, older than the create. Null: go on.
 */
export async function findEarlier(
  { bench, lightspeed }: Parts,
  wanted: Intention,
  record: PushRecord,
): Promise<Ending | null> {
  const { cursor } = bench.store.feeds.get('consignments')
  const found = await findCreated(lightspeed, wanted, cursor)
  if (found.is !== 'answer') return record.stop(found, { open: null, sent: null })
  const oldest = found.value[0]
  return oldest === undefined ? null : record.created(oldest, wanted, createStep(cursor))
}

/** Another consignment with our reference, open and empty, is ours by mistake: cancelled, and told in the log. */
export async function cancelTwins(
  { bench, lightspeed }: Parts,
  wanted: Intention,
  open: OpenStep,
  keptId: string,
): Promise<void> {
  const found = await findCreated(lightspeed, wanted, open.cursor)
  if (found.is !== 'answer') return
  for (const twin of found.value) {
    if (twin.id === keptId || !['OPEN', 'STOCKTAKE_SCHEDULED'].includes(twin.status)) continue
    const lines = await lightspeed.allLines(twin.id)
    if (lines.is !== 'answer' || lines.value.length > 0) continue
    bench.log.warn('sync.twin-cancelled', { reference: wanted.reference, remoteId: twin.id })
    await lightspeed.updateConsignment(twin.id, {
      name: twin.name,
      type: twin.type,
      outlet_id: twin.outletId ?? wanted.outletId,
      status: 'CANCELLED',
    })
  }
}
