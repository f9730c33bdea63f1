import type { Store } from '../../../src-main/store/store.ts'
import type { InProcessSandbox } from '../../../src-main/training/store/in-process.ts'
import type { Made } from './begin-consignment.ts'
import { simGoods, simOutlets } from './sim-catalogue.ts'

type Judged = {
  sandbox: InProcessSandbox
  store: Store
  made: readonly Made[]
  /** By product and outlet, before the day began. */
  levels: ReadonlyMap<string, number>
  /** By product and outlet, what a count told level by level must have left. */
  set: ReadonlyMap<string, number>
  /** Those that somebody else touched, or of which a person said what they come to: only that they are there once. */
  loose: ReadonlySet<string>
}

const flow: Record<string, number> = {
  OPEN: 0,
  SENT: 1,
  DISPATCHED: 2,
  RECEIVED: 3,
  STOCKTAKE_IN_PROGRESS: 1,
  STOCKTAKE_COMPLETE: 2,
  CANCELLED: 9,
}

/** Effects against intentions: what was wanted is there once, in order, and nothing else is. */
export function judgeDay(judged: Judged): string[] {
  const { sandbox, made, loose } = judged
  const ledger = sandbox.ledger()
  const wrongs: string[] = []
  const isLoose = new Set(made.filter(({ id }) => loose.has(id)).map(({ reference }) => reference))
  const doubled = ledger.duplicateReferences.filter((reference) => !isLoose.has(reference))
  if (doubled.length > 0) wrongs.push(`duplicate references ${doubled}`)
  if (ledger.sendsBeforeCreates > 0) wrongs.push(`${ledger.sendsBeforeCreates} sends before creates`)
  // Where somebody else makes the same line between our look and our write, Lightspeed adds: it is put right afterwards.
  const theirs = new Set(
    [...isLoose].flatMap((reference) => ledger.byReference[reference]?.consignmentIds ?? []),
  )
  for (const { productId, route, consignmentId } of ledger.accumulatedLines) {
    if (!theirs.has(consignmentId)) wrongs.push(`${route} added to ${productId}`)
  }
  for (const one of made) {
    wrongs.push(...(loose.has(one.id) ? judgeLoose(judged, one) : judgeLines(sandbox, judged.store, one)))
  }
  return [...wrongs, ...judgeStock(judged)]
}

/** One consignment: made once, moved in order, and with the lines that were wanted. */
export function judgeLines(sandbox: InProcessSandbox, store: Store, { plan, id, reference }: Made): string[] {
  const local = store.consignments.get(id)
  const remoteId = local?.remoteId ?? null
  const effects = sandbox.ledger().byReference[reference]
  const say = (what: string) => `${plan.kind} ${reference}: ${what}`
  const statuses = effects?.statuses ?? []
  const places = statuses.map((status) => flow[status] ?? -1)
  if (places.some((place, at) => at > 0 && place <= (places[at - 1] ?? -1))) {
    return [say(`out of order: ${statuses.join(', ')}`)]
  }
  if (remoteId === null) return plan.end.is === 'cancelled' ? [] : [say('was never made')]
  const there = sandbox.control.consignment(remoteId)
  if (plan.fromThere === null && effects?.consignmentIds.join() !== remoteId) {
    return [say(`made as ${effects?.consignmentIds.join()}, known as ${remoteId}`)]
  }
  if (plan.end.is === 'cancelled') return there.status === 'CANCELLED' ? [] : [say(`is ${there.status}`)]
  if (there.status !== plan.end.status) return [say(`is ${there.status}, not ${plan.end.status}`)]
  const lines = new Map(sandbox.control.lines(remoteId).map((line) => [line.productId, line]))
  const wrongs = Object.entries(plan.end.lines).flatMap(([productId, wanted]) => {
    const line = lines.get(productId)
    lines.delete(productId)
    const isNothing = (wanted.count ?? 0) === 0 && wanted.received === 0 && plan.kind !== 'STOCKTAKE'
    if (line === undefined) return isNothing ? [] : [say(`has no line of ${productId}`)]
    const isCounted = wanted.count === null || line.count === wanted.count
    return isCounted && (line.received ?? 0) === wanted.received
      ? []
      : [say(`${line.count}/${line.received} there, ${wanted.count}/${wanted.received} wanted`)]
  })
  return [...wrongs, ...[...lines.keys()].map((productId) => say(`has a line of ${productId} nobody wanted`))]
}

/** However it was decided: one of them goes on at Lightspeed at most, nobody is asked any more, and nothing waits. */
function judgeLoose({ sandbox, store }: Judged, { plan, id, reference }: Made): string[] {
  const say = (what: string) => `${plan.kind} ${reference}: ${what}`
  const ids = sandbox.ledger().byReference[reference]?.consignmentIds ?? []
  const going = ids.filter((one) => sandbox.control.consignment(one).status !== 'CANCELLED')
  const asked = store.conflicts.openOf(id)
  return [
    ...(going.length > 1 ? [say(`goes on as ${going.join(' and ')}`)] : []),
    ...(asked?.kind.startsWith('push-') === true ? [say(`is asked about: ${asked.kind}`)] : []),
    ...(store.outbox.inLane(id).length > 0 ? [say('still waits')] : []),
  ]
}

/** The stock of every product moved by what was wanted, and by nothing else. */
function judgeStock({ sandbox, made, levels, set, loose }: Judged): string[] {
  const { home, shop, counted } = simOutlets()
  const wanted = new Map(levels)
  const move = (productId: string, outletId: string, by: number) => {
    const key = `${productId} ${outletId}`
    wanted.set(key, (wanted.get(key) ?? 0) + by)
  }
  const others = new Set(made.filter(({ id }) => loose.has(id)).flatMap((one) => productsOf(sandbox, one)))
  for (const { plan, id } of made) {
    if (loose.has(id) || plan.end.is === 'cancelled') continue
    for (const [productId, line] of Object.entries(plan.end.lines)) {
      if (plan.kind === 'OUTLET') move(productId, home, -(line.count ?? 0))
      if (plan.kind === 'RETURN') move(productId, home, -(line.count ?? 0))
      if (plan.kind === 'STOCKTAKE') wanted.set(`${productId} ${counted}`, line.received)
      if (plan.end.status === 'RECEIVED') move(productId, shop, line.received)
    }
  }
  for (const [key, level] of set) wanted.set(key, level)
  return Object.values(simGoods())
    .flat()
    .filter((productId) => !others.has(productId))
    .flatMap((productId) =>
      [home, shop, counted].flatMap((outletId) => {
        const is = sandbox.control.level(productId, outletId)
        const should = wanted.get(`${productId} ${outletId}`) ?? 0
        return is === should ? [] : [`stock of ${productId} is ${is}, not ${should}`]
      }),
    )
}

/** Every product that may have moved by it, here or there. */
function productsOf({ ledger, control }: InProcessSandbox, { plan, reference }: Made): string[] {
  const there = (ledger().byReference[reference]?.consignmentIds ?? []).flatMap((id) => control.lines(id))
  const told = plan.told.flatMap(({ packed, received }) => [...(packed ?? []), ...(received ?? [])])
  const ordered = Object.keys(plan.fromThere ?? {})
  return [...ordered, ...told.map((line) => line.productId), ...there.map((line) => line.productId)]
}
