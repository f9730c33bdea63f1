import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { runApprovalClock } from '../../../src-main/approval/clock-run.ts'
import { systemClock } from '../../../src-main/clock.ts'
import { openDoor } from '../../../src-main/host/door.ts'
import { openStationLog } from '../../../src-main/log/station-log.ts'
import { sendWhatStands } from '../../../src-main/packing/send-by-itself.ts'
import { systemRandom } from '../../../src-main/random.ts'
import { openKeychain } from '../../../src-main/secret/keychain.ts'
import { openStation, type Station } from '../../../src-main/station.ts'
import type { Change } from '../../../src-main/store/capture.ts'
import { noteAgreement } from '../../../src-main/sync/agreement.ts'
import { outletId } from '../../../src-main/training/store/training-names.ts'
import type { Ask, Gives, Takes } from '../../../src-shared/contract/contract.ts'
import type { Settled } from '../../../src-shared/failure.ts'
import { type Kind, kinds, roles, type State, states } from '../../../src-shared/model/consignment.ts'
import { usualApprovalRules } from '../../../src-shared/rule/approval-tiers.ts'
import type { PersonRole } from '../../../src-shared/rule/rights.ts'
import { allowedFrom, findTransition, statesOf } from '../../../src-shared/rule/transition.ts'
import { type RemoteEffect, type Transition, transitions } from '../../../src-shared/rule/transition-table.ts'
import { write } from '../bench.ts'
import { standInKeytar } from '../secret/stand-in-keytar.ts'
import { limitCents, type Scene, type Stage, sceneStock, setScene, type Variant } from './walk-scenes.ts'

const pin = '602413'
const reason = 'walked by a test'
const handover = { mode: 'internal', driver: 'Van 1', at: '2026-11-20T03:00:00.000Z' } as const
const soon = { timeout: 15_000, interval: 20 }

/** Requests that move a consignment, each with what it takes and the scene it wants. */
const requests: readonly { ask: Ask; scene?: Variant; takes(scene: Scene, stage: Stage): object }[] = [
  { ask: 'approval:submit', takes: ({ id }) => ({ consignmentId: id }) },
  { ask: 'approval:approve', takes: ({ id, roundId }) => ({ consignmentId: id, roundId }) },
  { ask: 'approval:override', takes: ({ id, roundId }) => ({ consignmentId: id, roundId, reason }) },
  { ask: 'approval:reject', takes: ({ id, roundId }) => ({ consignmentId: id, roundId }) },
  { ask: 'approval:ask-changes', takes: ({ id, roundId }) => ({ consignmentId: id, roundId, reason }) },
  { ask: 'approval:withdraw', takes: ({ id }) => ({ consignmentId: id }) },
  { ask: 'consignment:cancel', takes: ({ id }) => ({ consignmentId: id, reason }) },
  { ask: 'order:send', takes: ({ id }) => ({ consignmentId: id }) },
  { ask: 'pack:take', takes: ({ id }, { productId }) => ({ consignmentId: id, productId }) },
  { ask: 'pack:packed', takes: ({ id }) => ({ consignmentId: id }) },
  { ask: 'pack:put-back', takes: ({ id }) => ({ consignmentId: id }) },
  { ask: 'pack:reopen', takes: ({ id }) => ({ consignmentId: id }) },
  {
    ask: 'pack:send',
    takes: ({ id }) => ({ consignmentId: id, handover }),
  },
  { ask: 'receive:take', takes: ({ id }, { productId }) => ({ consignmentId: id, productId }) },
  { ask: 'receive:stop', takes: ({ id }) => ({ consignmentId: id }) },
  { ask: 'receive:close', takes: ({ id }) => ({ consignmentId: id, reason }) },
  { ask: 'count:start', takes: ({ id }) => ({ consignmentId: id, isBlind: false }) },
  { ask: 'count:finish', takes: ({ id }) => ({ consignmentId: id }) },
  { ask: 'count:again', takes: ({ id, lineId }) => ({ consignmentId: id, lineIds: [lineId] }) },
  { ask: 'count:approve', takes: ({ id }) => ({ consignmentId: id }) },
  { ask: 'return:refund', takes: ({ id }) => ({ consignmentId: id, refund: { is: 'none' } }) },
  // Last, so that a scene serves as long as nothing moved.
  { ask: 'transfer:release', scene: 'cheap', takes: ({ id }) => ({ consignmentId: id }) },
  { ask: 'pack:recall', scene: 'just-left', takes: ({ id }) => ({ consignmentId: id, reason }) },
  { ask: 'receive:discard', scene: 'nothing-counted', takes: ({ id }) => ({ consignmentId: id }) },
]

/** Moves that have to tell Lightspeed at once; the other effects come with a later step, or only where it knows of it. */
const toldAtOnce: ReadonlySet<RemoteEffect> = new Set([
  'exists-open',
  'is-sent',
  'is-open-again',
  'received-so-far',
  'received-then-closed',
  'is-received',
  'count-started',
  'counts-set',
])

/** Told one step ahead: a count is completed when Lightspeed has what the approval asks of it. */
const toldAhead: readonly string[] = ['STOCKTAKE review approved']

/** The maker of every scene is a store assistant; everybody else made nothing. */
const who = ['maker', 'SA', 'SM', 'OM', 'DI', 'AD', 'FI'] as const
type Who = (typeof who)[number]
const roleOf = (one: Who): PersonRole => (one === 'maker' ? 'SA' : one)
const approvers: readonly Who[] = ['SM', 'OM', 'DI']
const name = ({ kind, from, to }: Pick<Transition, 'kind' | 'from' | 'to'>) => `${kind} ${from} ${to}`

function mayMake(row: Transition, one: Who): boolean {
  if (row.who.some((mover) => mover === roleOf(one))) return true
  if (one === 'maker') return row.who.includes('creator')
  return row.who.includes('tier approver') && approvers.includes(one)
}

let station: Station
let stage: Stage
const people = new Map<Who, string>()
const closers: (() => unknown)[] = []

async function settle<A extends Ask>(ask: A, takes: Takes<A>): Promise<Settled<Gives<A>>> {
  return (await door.answer(ask, takes)) as Settled<Gives<A>>
}
let door: ReturnType<typeof openDoor>

async function ask<A extends Ask>(name: A, takes: Takes<A>): Promise<Gives<A>> {
  const settled = await settle(name, takes)
  if (!settled.ok) throw new Error(`${name}: ${settled.failure.code} ${settled.failure.say}`)
  return settled.value
}

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'walk-'))
  const log = openStationLog(join(folder, 'log'), systemClock)
  station = await openStation({
    profileFolder: folder,
    clock: systemClock,
    log,
    random: systemRandom,
    keychain: openKeychain(standInKeytar().keytar, systemClock, log),
    pinCost: 2,
  })
  closers.push(
    () => station.close(),
    () => log.close(),
    () => rmSync(folder, { recursive: true, force: true }),
  )
  door = openDoor({ handlers: station.handlers, clock: systemClock, log, random: systemRandom })
  const { store } = station.workplace().bench
  await vi.waitUntil(
    () => store.catalogue.outlets().length > 1 && store.products.search('pod', 1).length > 0,
    soon,
  )
  const [supplier] = await ask('supplier:list', {})
  // What the station wants to tell stays in the outbox, to be looked at.
  await station.workplace().disconnect()
  people.set('AD', (await ask('staff:first', { name: 'Person AD', role: 'AD', pin })).id)
  const outletIds = store.catalogue.outlets().map(({ id }) => id)
  for (const one of who) {
    if (people.has(one)) continue
    const person = { name: `Person ${one}`, role: roleOf(one), outletIds, remoteUserId: null, pin }
    people.set(one, (await ask('staff:add', person)).personId)
  }
  await ask('approval:set-rules', { ...usualApprovalRules, transfersAboveCents: limitCents })
  stage = {
    store,
    here: outletId('Warehouse'),
    elsewhere: outletId('Ponsonby'),
    supplierId: supplier?.id ?? '',
    productId: store.products.search('pod', 1)[0]?.id ?? '',
    maker: people.get('maker') ?? '',
  }
})
afterAll(async () => {
  for (const close of closers) await close()
})

/** The rows that were walked, by anybody. */
const everyRow = new Set<string>()

type Walked = { row: string; by: Who; id: string; ask: Ask }

/** Asks every request of every consignment as every person; gives what moved, and how often nothing did. */
async function walkAll(): Promise<{ walked: Walked[]; refused: number; wrong: string[] }> {
  const { store } = stage
  const walked: Walked[] = []
  const wrong: string[] = []
  let refused = 0
  for (const one of who) {
    await ask('staff:sign-in', { personId: people.get(one) ?? '', pin })
    const scenes = sceneStock(stage)
    for (const kind of kinds) {
      for (const from of statesOf(kind)) {
        let scene: Scene | null = null
        let variant: Variant = 'usual'
        for (const request of requests) {
          const wanted = request.scene ?? 'usual'
          if (scene === null || variant !== wanted) {
            variant = wanted
            scene = scenes.take(kind, from, variant)
          }
          const settled = await settle(request.ask, request.takes(scene, stage) as never)
          const to = store.consignments.get(scene.id)?.state ?? from
          const said = `${one} ${request.ask} ${kind} ${from} ${to}`
          if (to === from) {
            if (!settled.ok) refused += 1
            if (!settled.ok && (settled.failure.code === 'bug' || settled.failure.next === ''))
              wrong.push(said)
            // A count that changed something leaves no clean scene.
            if (settled.ok) scene = null
            continue
          }
          const path = store.transitions.of(scene.id).slice(from === 'rejected' ? 1 : 0)
          for (const step of path) {
            const row = findTransition(kind, step.from, step.to)
            if (row === null || !mayMake(row, one)) wrong.push(`${said}: ${step.from} ${step.to}`)
            if (step.actor !== people.get(one)) wrong.push(`${said}: by ${step.actor}`)
          }
          if (path.length === 1)
            walked.push({ row: `${kind} ${from} ${to}`, by: one, id: scene.id, ask: request.ask })
          scene = null
        }
      }
    }
  }
  return { walked, refused, wrong }
}

/** A draft, released and packed short, of which the rest goes later: the id of that, which nobody has to release. */
async function restOfPacked(consignmentId: string): Promise<string> {
  const { store, productId } = stage
  await ask('staff:sign-in', { personId: people.get('SM') ?? '', pin })
  await ask('transfer:release', { consignmentId })
  await ask('pack:take', { consignmentId, productId, times: 1, scanId: null })
  const parcelId = store.parcels.of(consignmentId)[0]?.id ?? ''
  await ask('pack:seal', { parcelId, typedGrams: 500 })
  await ask('pack:send', { consignmentId, handover, rest: 'goes-later' })
  return store.consignments.restsOf(consignmentId)[0]?.id ?? ''
}

describe('the table of transitions, walked through the requests of the station', () => {
  it('is walked by everybody who may, on every row, and by nobody on any other', {
    timeout: 120_000,
  }, async () => {
    const { store } = stage
    const { walked, refused, wrong } = await walkAll()
    expect(wrong).toEqual([])

    const done = new Set(walked.map(({ row, by }) => `${row} ${by}`))
    const expected = transitions.flatMap((row) =>
      who.filter((one) => mayMake(row, one)).map((one) => `${name(row)} ${one}`),
    )
    expect(expected.filter((one) => !done.has(one))).toEqual([])
    expect([...done].filter((one) => !expected.includes(one))).toEqual([])
    expect(refused).toBeGreaterThan(3_000)

    // Each move is one row of the journal, by that person, that holds the record of the move beside the new state.
    const moves = new Map<string, { kind: string; actor: string; tables: Set<string> }>()
    for (const { subject, kind, actor, changes } of store.journalRowsInOrder()) {
      const tables = new Set((JSON.parse(changes) as Change[]).map(({ table }) => table))
      if (subject !== null && tables.has('transition')) moves.set(subject, { kind, actor, tables })
    }
    for (const { id, ask: asked, by, row } of walked) {
      const move = moves.get(id)
      expect(move, `${row} ${by}`).toMatchObject({ kind: asked, actor: people.get(by) })
      expect(move?.tables.has('consignment'), row).toBe(true)
    }
    // What Lightspeed has to hear stands in the outbox, written with the move; nothing else does.
    for (const { id, row, by, ask: asked } of walked) {
      const effect = transitions.find((one) => name(one) === row)?.remoteEffect ?? null
      const isTold = store.outbox.inLane(id).length > 0
      if (effect === null && !toldAhead.includes(row)) expect(isTold, `${row} ${by} ${asked}`).toBe(false)
      else if (effect !== null && toldAtOnce.has(effect)) expect(isTold, `${row} ${by} ${asked}`).toBe(true)
    }
    const rows = new Set(walked.map(({ row }) => row))
    for (const row of rows) everyRow.add(row)
    console.info(
      `transitions: ${rows.size} rows walked through requests by ${done.size} (row, person) pairs, ${refused} refusals`,
    )
  })

  it('is walked by the station itself on every row where it may', async () => {
    const { store } = stage
    const { bench } = station.workplace()
    const later = { ...bench, clock: { ...bench.clock, now: () => systemClock.now() + 11 * 86_400_000 } }
    const own = transitions.filter((row) => row.who.includes('SY'))
    for (const row of own) {
      let { id } = setScene(stage, row.kind, row.from, 'cheap')
      if (row.to === 'sent') {
        await ask('staff:sign-in', { personId: people.get('SM') ?? '', pin })
        await ask('pack:packed', { consignmentId: id, handover })
        await ask('staff:sign-in', { personId: people.get('DI') ?? '', pin })
        await ask('pack:set-rules', { sendsAfter12Hours: true })
        sendWhatStands(later)
      } else if (row.to === 'approved' && row.kind === 'OUTLET') id = await restOfPacked(id)
      else if (row.to === 'approved') {
        // Whoever asks: what is within the limits the station approves in its own name.
        await ask('staff:sign-in', { personId: people.get('SA') ?? '', pin })
        await ask('count:approve', { consignmentId: id })
      } else if (row.to === 'completed') {
        const consignment = store.consignments.get(id)
        if (consignment === null) throw new Error('no scene')
        const isCount = row.kind === 'STOCKTAKE'
        const status = isCount ? ('STOCKTAKE_COMPLETE' as const) : ('RECEIVED' as const)
        const type = isCount
          ? ('STOCKTAKE' as const)
          : row.kind === 'PO'
            ? ('SUPPLIER' as const)
            : ('OUTLET' as const)
        const { reference, outletId: to, sourceOutletId, supplierId } = consignment
        const wanted = {
          ...{ type, reference, name: reference, outletId: to ?? '', sourceOutletId, supplierId },
          ...{ dueAt: null, status, packed: null, received: null },
        }
        const seen = { header: { status }, lines: new Map() } as unknown as Parameters<
          typeof noteAgreement
        >[3]
        write(store, 'test:agreed', () => noteAgreement(bench, id, wanted, seen, 'req_test'))
      } else runApprovalClock(later, { isReachable: () => true })
      expect(store.transitions.of(id).at(-1), name(row)).toMatchObject({
        from: row.from,
        to: row.to,
        actor: 'station',
      })
      everyRow.add(name(row))
    }
    console.info(`transitions: ${own.length} rows walked by the station itself`)
    expect(transitions.map(name).filter((row) => !everyRow.has(row))).toEqual([])
    console.info(`transitions: ${everyRow.size} of ${transitions.length} rows walked in all`)
  })

  it('refuses every other move at the one door, with its code and what is allowed instead', () => {
    const { store } = stage
    let refused = 0
    for (const kind of kinds) {
      for (const from of statesOf(kind)) {
        const { id } = setScene(stage, kind, from)
        for (const to of states.filter((one) => one !== from)) {
          const row = findTransition(kind, from, to)
          for (const role of roles) {
            if (row?.who.some((mover) => mover === role)) continue
            const { code, next } = refusal(kind, from, to, () =>
              write(store, 'test:move', () =>
                store.states.move(id, {
                  to,
                  trigger: 'test',
                  actor: { id: `any-${role}`, role },
                  station: 'st',
                  traceId: 'req_test',
                }),
              ),
            )
            expect(code, `${kind} ${from} ${to} ${role}`).toBe(
              row === null ? 'ILLEGAL_TRANSITION' : 'TRANSITION_NOT_PERMITTED',
            )
            if (row === null && allowedFrom(kind, from).length > 0)
              expect(next).toMatch(/^From here it can become/)
            refused += 1
          }
        }
        expect(store.consignments.get(id)?.state).toBe(from)
      }
    }
    console.info(`transitions: ${refused} (kind, from, to, role) refused at the door`)
    expect(refused).toBeGreaterThan(3_000)
  })
})

function refusal(kind: Kind, from: State, to: State, work: () => unknown): { code: string; next: string } {
  try {
    work()
  } catch (thrown) {
    return thrown as { code: string; next: string }
  }
  throw new Error(`${kind} ${from} ${to} was not refused`)
}
