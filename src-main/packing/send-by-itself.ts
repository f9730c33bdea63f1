import { usualDayEnd } from '../../src-shared/rule/day-end.ts'
import { type Bench, commandOn } from '../bench.ts'
import { readOnlyOf } from '../consignment/read-only.ts'
import { keepSetting, readSetting } from '../station-settings.ts'
import type { ConsignmentRow } from '../store/consignment-rows.ts'
import { type Store, systemActor } from '../store/store.ts'
import { isAtSource } from './pack-rights.ts'
import { handOver } from './send.ts'

const goesAfterHours = 12
const never = 'never'
const everyMs = 60_000
const mostAtOnce = 500

/**
 * `pack:rules`: whether what is packed counts as sent after twelve hours, though nobody said so (usually not), and when it
 * is asked about instead: null for never.
 */
export function packRules(store: Store): { sendsAfter12Hours: boolean; asksAt: string | null } {
  const asksAt = readSetting(store, 'asks-what-stands-at') ?? usualDayEnd
  return {
    sendsAfter12Hours: readSetting(store, 'sent-after-12-hours') === true,
    asksAt: asksAt === never ? null : asksAt,
  }
}

/** `pack:set-rules` */
export function setPackRules(
  bench: Bench,
  taken: { sendsAfter12Hours?: boolean | undefined; asksAt?: string | null | undefined },
): Record<string, never> {
  const { store } = bench
  const command = { ...commandOn(bench, 'pack:set-rules', '', taken), subject: null }
  return store.write(command, () => {
    const { sendsAfter12Hours, asksAt } = taken
    if (sendsAfter12Hours !== undefined) keepSetting(store, 'sent-after-12-hours', sendsAfter12Hours)
    if (asksAt !== undefined) keepSetting(store, 'asks-what-stands-at', asksAt ?? never)
    return {}
  })
}

/** Follows the clock for what stands packed, as long as the station runs. */
export function openSendClock(bench: Bench): { close(): void } {
  let cancel = bench.clock.after(everyMs, tick)
  function tick(): void {
    try {
      sendWhatStands(bench)
    } catch (thrown) {
      bench.log.bug('pack.clock-broke', thrown)
    }
    cancel = bench.clock.after(everyMs, tick)
  }
  return { close: () => cancel() }
}

/**
 * Where that is switched on, what left this outlet's packers twelve hours ago counts as sent: each by a command of the
 * station itself. A return only when somebody said how it goes.
 */
export function sendWhatStands(bench: Bench): void {
  const { store } = bench
  const outletId = bench.outletId()
  if (outletId === null || !packRules(store).sendsAfter12Hours) return
  for (const { id } of store.consignments.inStates(['packed'], mostAtOnce, outletId)) {
    const consignment = store.consignments.get(id)
    if (consignment === null || !isDue(bench, consignment, outletId)) continue
    const command = { ...commandOn(bench, 'pack:sent-by-itself', id, {}), actor: systemActor }
    store.write(command, () => {
      handOver(store, consignment, command, `It stood packed for ${goesAfterHours} hours.`)
      store.consignments.touch(id, store.now())
    })
  }
}

function isDue({ store, clock }: Bench, consignment: ConsignmentRow, outletId: string): boolean {
  const { id, kind, handover } = consignment
  if (!isAtSource(consignment, outletId) || readOnlyOf(store, consignment) !== null) return false
  if (kind === 'RETURN' && handover === null) return false
  const packedAt = store.transitions.of(id).findLast(({ to }) => to === 'packed')?.at ?? consignment.updatedAt
  return clock.now() - Date.parse(packedAt) >= goesAfterHours * 3_600_000
}
