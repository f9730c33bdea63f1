import type { Bench } from '../../../src-main/bench.ts'
import { systemClock } from '../../../src-main/clock.ts'
import { nodeHid } from '../../../src-main/device/hid/node-hid.ts'
import { systemQueues } from '../../../src-main/device/printer/queue/system-queues.ts'
import type { Log, LogFields } from '../../../src-main/log/log.ts'
import { openBenchDevices, readDeviceAddress } from '../../../src-main/station/devices.ts'
import { openStore, systemActor } from '../../../src-main/store/store.ts'
import { type Answer, type Asks, type Happening, monotonicMs, type Question } from './words.ts'

/**
 * The station's devices as a process of their own, run by a user who may do no more than a shop's: the real store,
 * the real drivers, the real node-hid and serialport.
 */

type Untimed<H> = H extends Happening ? Omit<H, 'atMs'> : never

function tell(happening: Untimed<Happening>): void {
  process.send?.({ ...happening, atMs: monotonicMs() })
}

const line = (event: string, fields: LogFields = {}) => `${event} ${JSON.stringify(fields)}`
const log: Log = {
  info: (event, fields) => tell({ is: 'log', line: line(event, fields) }),
  warn: (event, fields) => tell({ is: 'log', line: line(event, fields) }),
  bug: (event, thrown, fields) => tell({ is: 'log', line: `BUG ${line(event, fields)} ${String(thrown)}` }),
}

const folder = process.argv[2] ?? '/tmp/station'
const { store } = openStore(folder, systemClock)
const bench: Bench = {
  store,
  clock: systemClock,
  log,
  actor: () => systemActor,
  outletId: () => null,
  newTraceId: () => 'req_usb',
}
const devices = openBenchDevices({
  bench,
  folder,
  virtual: null,
  hid: nodeHid(),
  queues: systemQueues(),
  onScan: (text, by) => tell({ is: 'scan', text, by }),
  onDropped: (why) => tell({ is: 'dropped', why }),
  onReading: (reading) => tell({ is: 'reading', reading }),
  onState: (role, state) => tell({ is: 'state', role, state }),
})

const answers: { [A in Extract<keyof Asks, `station:${string}`>]?: (takes: never) => Promise<unknown> } = {
  'station:set': async ({ role, address }: Asks['station:set']['takes']) => {
    const kept = address === null ? null : readDeviceAddress(address, role, false)
    const command = { kind: 'setup', actor: systemActor, subject: null, given: {}, traceId: 'req_usb' }
    store.write(command, () => store.settings.put(`device:${role}`, kept))
    await devices.reopen(role)
    return null
  },
  'station:views': async () => devices.views(),
  'station:candidates': () => devices.candidates(),
  'station:take': async () => {
    const taken = devices.scale()?.takeSteady() ?? null
    return taken === null ? null : { grams: taken.reading.grams, isSameLoad: taken.isSameLoad }
  },
}

async function answer({ id, ask, takes }: Question): Promise<Answer> {
  try {
    const work = answers[ask as keyof typeof answers] as ((takes: unknown) => Promise<unknown>) | undefined
    if (work === undefined) throw new Error(`the station is not asked ${ask}`)
    return { id, gives: await work(takes) }
  } catch (thrown) {
    return { id, failed: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) }
  }
}

process.on('message', (question: Question) => {
  void answer(question).then((each) => process.send?.(each))
})
tell({ is: 'up', node: process.version, kernel: '' })
