import type { Fault, FaultRule } from '../../../src-main/training/store/faults.ts'
import type { Chance } from './day-plan.ts'

/** What a day's weather can do to the world. */
export type Sky = {
  addFault(rule: FaultRule): void
  /** Runs something after so long, whatever happens meanwhile. */
  after(ms: number, run: () => void): void
  network(to: 'up' | 'down'): void
  /** The secure connection is refused for so long. */
  insecure(is: boolean): void
  delayLists(minMs: number, maxMs: number): void
  /** The power goes while a call is out; the station is back after so long. */
  crash(backAfterMs: number): void
  endAccess(): void
  removeProgram(): void
  skewDate(ms: number): void
  /** The wall clock of the station is set off by so much from now on. */
  setWall(offMs: number): void
  /** Somebody in the web application does something to a consignment of this day. */
  otherHands(): void
  /** Hints of the web hooks come twice, late, or not at all, in any order; or lists lag while they are read. */
  readsFeed(how: 'hints' | 'cursor'): void
}

const pick = <T>(chance: Chance, from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T
const between = (chance: Chance, low: number, high: number) => Math.floor(low + chance() * (high - low))

const writes = [
  'POST /consignments',
  'POST /consignments/:id/products',
  'PUT /consignments/:id/products/:id',
  'PUT /consignments/:id',
]
const anyCall = [...writes, 'GET *', 'POST *', 'PUT *', '*']

/** A fault that strikes a few calls somewhere in the day. */
function some(sky: Sky, chance: Chance, on: string, fault: Fault, most = 4): void {
  sky.addFault({ on, fault, times: between(chance, 1, most + 1), skip: between(chance, 0, 6), chance: 0.6 })
}

const waitForms = [
  '3',
  '120',
  '1.5',
  '-4',
  '3153600000',
  'soon',
  'Fri, 20 Nov 2026 03:20:00 GMT',
  'date',
  null,
]
const halfAMinuteMs = 30_000
const hourMs = 3_600_000

/** Each row of the fault matrix that is about calls, as what it does to a day. */
export const families: Record<string, (sky: Sky, chance: Chance) => void> = {
  // Nothing at all: only asked for by name.
  calm: () => undefined,
  // Somebody sets the clock of the machine, or its battery is empty; and sets it right, or not.
  F09: (sky, chance) => {
    for (let turn = between(chance, 1, 5); turn > 0; turn -= 1) {
      const off = pick(chance, [1, -1]) * pick(chance, [hourMs, 8 * hourMs, 10 * 365 * 24 * hourMs])
      sky.after(between(chance, 0, 3_600_000), () => sky.setWall(chance() < 0.3 ? 0 : off))
    }
  },
  F10: (sky, chance) => {
    for (const on of writes) if (chance() < 0.7) some(sky, chance, on, { is: 'drop-after' })
    if (chance() < 0.5) some(sky, chance, 'POST *', { is: 'drop-before' })
  },
  F11: (sky, chance) => {
    some(sky, chance, pick(chance, anyCall), { is: 'delay-answer', ms: 45_000 })
    // Given up here after ten seconds, and applied there later all the same.
    for (let turn = between(chance, 0, 3); turn > 0; turn -= 1) {
      some(sky, chance, 'POST *', { is: 'delay', ms: between(chance, 15_000, 35_000) }, 2)
    }
  },
  // Lines and statuses; a create that a proxy doubles makes two, and nothing the client does could prevent it.
  F12: (sky, chance) => {
    some(sky, chance, 'PUT *', { is: 'doubled' })
    if (chance() < 0.3) some(sky, chance, 'GET *', { is: 'duplicate-rows' }, 1)
  },
  F13: (sky, chance) =>
    some(sky, chance, '*', { is: 'too-many', retryAfter: String(between(chance, 1, 200)) }, 8),
  F14: (sky, chance) => {
    some(sky, chance, '*', { is: 'too-many', retryAfter: pick(chance, waitForms) })
    if (chance() < 0.5) sky.skewDate(pick(chance, [-86_400_000, 86_400_000, 3_600_000]))
  },
  F15: (sky, chance) => {
    const status = pick(chance, [500, 502, 503, 504, 408])
    some(sky, chance, '*', { is: pick(chance, ['status-before', 'status-after']), status }, 12)
  },
  F16: (sky, chance) => {
    const status = pick(chance, [400, 404, 409, 422, 403, 401])
    some(sky, chance, pick(chance, anyCall), { is: 'status-before', status }, 2)
  },
  F17: (sky, chance) => {
    sky.after(between(chance, 0, 900_000), () => {
      sky.network('down')
      sky.after(between(chance, 5_000, 600_000), () => sky.network('up'))
    })
  },
  F18: (sky, chance) => {
    sky.after(between(chance, 0, 900_000), () => {
      sky.insecure(true)
      sky.after(between(chance, 5_000, 400_000), () => sky.insecure(false))
    })
  },
  F19: (sky, chance) => {
    const fault: Fault = pick(chance, [
      { is: 'html', status: pick(chance, [200, 401, 403, 404, 511]) },
      { is: 'redirect', to: 'http://portal.example/' },
    ])
    some(sky, chance, pick(chance, anyCall), fault, 6)
  },
  F20: (sky, chance) => {
    some(sky, chance, pick(chance, anyCall), { is: 'truncated' })
    some(sky, chance, pick(chance, anyCall), { is: 'status-after', status: 200, body: '[]' }, 2)
    if (chance() < 0.3) {
      some(sky, chance, 'GET /consignments/:id/products', { is: 'missing-row' }, 2)
      // As good as a list that lags.
      sky.delayLists(0, 0)
    }
  },
  F21: (sky, chance) => some(sky, chance, pick(chance, anyCall), { is: 'drip', everyMs: 10_000 }, 2),
  F22: (sky, chance) => {
    const fault: Fault = { is: 'cut-answer', afterBytes: between(chance, 0, 900) }
    some(sky, chance, pick(chance, anyCall), chance() < 0.3 ? { is: 'drop-before' } : fault)
  },
  F23: (sky, chance) => {
    for (let turn = between(chance, 1, 4); turn > 0; turn -= 1) {
      sky.after(between(chance, 1_000, 1_800_000), () => sky.endAccess())
    }
  },
  F24: (sky, chance) => {
    sky.addFault({ on: 'POST /token', fault: { is: 'drop-after' }, times: between(chance, 1, 3) })
    sky.after(between(chance, 1_000, 900_000), () => sky.endAccess())
  },
  F25: (sky, chance) => {
    sky.after(between(chance, 1_000, 1_200_000), () => {
      if (chance() < 0.5) sky.removeProgram()
      else {
        sky.addFault({
          on: 'POST /token',
          fault: { is: 'meanwhile', run: () => sky.crash(20_000) },
          times: 1,
        })
        sky.endAccess()
      }
    })
  },
  // Whoever decides here says anything that is offered, not only that it is tried again.
  people: (sky, chance) => {
    for (let turn = between(chance, 2, 9); turn > 0; turn -= 1) {
      sky.after(between(chance, 60_000, 3_600_000), () => sky.otherHands())
    }
  },
  F26: (sky) => sky.readsFeed('hints'),
  F27: (sky, chance) => {
    sky.delayLists(0, between(chance, 1_000, 120_000))
    sky.readsFeed('cursor')
  },
}

/** A station that dies in the middle of any call, one that was applied or one that was not. */
export function powerCuts(sky: Sky, chance: Chance): void {
  for (let turn = between(chance, 1, 4); turn > 0; turn -= 1) {
    const rule = { on: pick(chance, anyCall), skip: between(chance, 0, 25), times: 1 }
    const backAfterMs = between(chance, 500, 4 * halfAMinuteMs)
    if (chance() < 0.5) sky.addFault({ ...rule, fault: { is: 'drop-before' } })
    sky.addFault({ ...rule, fault: { is: 'meanwhile', run: () => sky.crash(backAfterMs) } })
  }
}

/** Rows of a list that come late, as the vendor's are taken to. */
export function lateLists(sky: Sky, chance: Chance): void {
  sky.delayLists(0, between(chance, 1_000, 120_000))
}
