import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hasSocat, skippedSay } from '../main/device/has-socat.ts'
import { type BenchRig, openBenchRig } from './bench-rig.ts'
import { verified } from './kill-day.ts'
import { isToldAll, makeTransfer } from './make-transfer.ts'
import { startStation, until } from './station-process.ts'
import { chosen } from './wishes.ts'

/** What a station may take to end, with so much again for a machine that is busy with other tests. */

/** The one thing a call may be in when the station is told to end. */
const middles: [string, (rig: BenchRig) => void][] = [
  [
    'an answer that never comes',
    ({ store }) =>
      void store.faults.add({
        on: 'POST /consignments',
        fault: { is: 'delay-answer', ms: 60_000 },
        times: 1,
      }),
  ],
  [
    'an answer that drips',
    ({ store }) =>
      void store.faults.add({ on: 'POST /consignments', fault: { is: 'drip', everyMs: 2_000 }, times: 1 }),
  ],
  [
    'reads that do not end',
    ({ store }) => void store.faults.add({ on: 'GET *', fault: { is: 'delay', ms: 60_000 } }),
  ],
]

describe.skipIf(!hasSocat)(`a station that is told to end in mid-sync${skippedSay}`, () => {
  it.concurrent.each(chosen(middles, 1))(
    'F37: ends by itself with %s, and tells it once after the next start',
    async (_name, arm) => {
      const folder = mkdtempSync(join(tmpdir(), 'station-ending-'))
      const rig = await openBenchRig(folder, 1)
      await rig.plugIn()
      let station = startStation({ profile: rig.profile, words: rig.words, onNews: () => undefined })
      try {
        let bridge = await station.ready
        await makeTransfer(bridge, 'Before')
        await until(() => isToldAll(bridge), 'the first is told', 60_000)
        arm(rig)
        await makeTransfer(bridge, 'In the middle')
        const unsent = await until(async () => {
          const { entries } = await bridge.ask('sync:screen', {})
          return entries.length > 0 ? entries.length : null
        }, 'it is on its way')
        expect(unsent).toBe(1)
        // What a person sees of it before they sign out or take the station away: how much waits, in words.
        expect((await bridge.ask('frame:state', {})).sync.say).toMatch(/1/)
        expect(await station.end()).toBe(0)
        rig.store.faults.clear()
        await rig.plugIn()
        station = startStation({ profile: rig.profile, words: rig.words, onNews: () => undefined })
        bridge = await station.ready
        await until(() => isToldAll(bridge), 'the second is told', 60_000)
        expect(await station.end()).toBe(0)
        expect(verified(rig.profile)).toEqual([])
        const made = Object.values(rig.store.ledger().byReference)
        expect(made.map(({ consignmentIds }) => consignmentIds.length)).toEqual([1, 1])
      } finally {
        station.kill()
        await station.exited
        await rig.close()
        rmSync(folder, { recursive: true, force: true })
      }
    },
  )
})
