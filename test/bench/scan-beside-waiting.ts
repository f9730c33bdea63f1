import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src-main/clock.ts'
import { intend } from '../../src-main/outbox/intend.ts'
import { openStore, systemActor } from '../../src-main/store/store.ts'
import { outletId } from '../../src-main/training/store/training-catalogue.ts'
import type { BridgeClient } from '../fault/bridge-client.ts'
import { until } from '../fault/station-process.ts'
import { feedsAtRest } from './part/bench-station.ts'
import { type BenchContext, type Figure, milliseconds, quantile, runRow } from './part/figure.ts'
import { scanRound } from './part/scan-round.ts'

const entries = 1_000
const linesEach = 5
const budgetP99 = 15
/** A shop of two tills is allowed 650 calls in five minutes, and such a transfer takes ten. */
const sentEveryMs = 4_600

/**
 * The same scans while a thousand transfers wait to be told, and one after the other is, as fast as a shop's calls allow:
 * the store of the bench allows any number. On a copy of the profile: what waits is nobody else's.
 */
await runRow(async (context) => {
  const profile = mkdtempSync(join(tmpdir(), 'station-waiting-'))
  try {
    cpSync(context.profile, profile, { recursive: true })
    fillOutbox(profile, context)
    const waiting: number[] = []
    const { samples, lines } = await scanRound({ ...context, profile }, async (bridge) => {
      waiting.push(await stillWaiting(bridge, waiting.length === 0))
      await feedsAtRest(bridge)
    })
    const [p50, p99] = [quantile(samples, 0.5), quantile(samples, 0.99)]
    const [before = 0, after = 0] = waiting
    const figures: Figure[] = [
      {
        what: `the same while ${entries.toLocaleString('en')} entries wait and are sent, ${lines.toLocaleString('en')} lines`,
        measured: `p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}`,
        budget: `p99 ${budgetP99} ms`,
        floor: `${before} waited at the first scan, ${after} at the last`,
        samples: samples.length,
        verdict: p99 <= budgetP99 ? 'pass' : 'MISSED',
        numbers: { p50, p99, before, after },
      },
    ]
    return figures
  } finally {
    rmSync(profile, { recursive: true, force: true })
  }
})

/** Before the first scan the sending has begun: some are told. */
function stillWaiting(bridge: BridgeClient, isFirst: boolean): Promise<number> {
  return until(
    async () => {
      const { waiting } = (await bridge.ask('sync:screen', {})).line
      return isFirst && waiting > entries - 1 ? null : waiting
    },
    'the first of what waits is sent',
    60_000,
    50,
  )
}

/** Transfers with everything packed, each of which is to be made at Lightspeed. */
function fillOutbox(profile: string, context: BenchContext): void {
  const { store } = openStore(profile, systemClock)
  const lines = store.remote.linesOf(context.longConsignment).slice(0, linesEach)
  const packed = lines.map(({ productId }) => ({ productId, units: 2, costCents: null }))
  for (let n = 0; n < entries; n += 1) {
    const id = store.newId()
    const command = { kind: 'test', actor: systemActor, subject: id, given: {}, traceId: 'req_bench' }
    store.write(command, () => {
      store.states.add({
        id,
        station: store.station.id,
        code: `BENCH-${n}`,
        kind: 'OUTLET',
        state: 'packed',
        reference: `PK-${id}`,
        remoteId: null,
        origin: 'here',
        sourceOutletId: context.outletId,
        outletId: outletId('Hamilton'),
        supplierId: null,
        note: '',
        dueAt: null,
        createdAt: store.now(),
        createdBy: 'bench',
        readOnlyBecause: null,
      })
      const consignment = store.consignments.get(id)
      if (consignment === null) throw new Error('the transfer is not there')
      intend(store, consignment, { status: 'OPEN', packed, received: null })
      const dueAt = new Date(systemClock.now() + n * sentEveryMs).toISOString()
      const waits = { state: 'pending', step: null, tries: 1, why: null, traceId: null } as const
      for (const entry of store.outbox.inLane(id)) store.outbox.wait(entry.id, { ...waits, dueAt })
    })
  }
  store.close()
}
