import type { Gives, Taken } from '../../src-shared/contract/contract.ts'
import type { Bench } from '../bench.ts'
import { askerOf, rowOrRefuse, scopeOf, scopeOfConsignment, wantedOf } from './record-scope.ts'
import { detailView, rowView } from './record-views.ts'

const sliceRows = 50
const tellingForMs = 400

/**
 * Tells what more rows are about, a slice at a time with the bench in between, for a moment at most.
 * Gives how far it is; null when all is told.
 */
export async function tellMore({ store, clock }: Bench): Promise<{ done: number; of: number } | null> {
  const beganMs = clock.mono()
  for (;;) {
    const told = store.record.tell(sliceRows)
    if (told.done >= told.of) return null
    if (clock.mono() - beganMs >= tellingForMs) return told
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** @throws StationError `no-such-consignment` */
export async function listRecord(
  bench: Bench,
  { filter, below, limit }: Taken<'record:list'>,
): Promise<Gives<'record:list'>> {
  const { store } = bench
  const asker = askerOf(bench)
  const { wanted, found } = wantedOf(store, filter)
  const code = found?.code ?? null
  const telling = await tellMore(bench)
  if (telling !== null) return { rows: [], next: null, telling, code }
  const scope = found === null ? scopeOf(store, asker) : scopeOfConsignment(store, asker)
  const page = store.read(() =>
    store.record.search({ ...wanted, about: [...wanted.about, ...scope.about] }, below, scope.sees, limit),
  )
  return { rows: page.rows.map((row) => rowView(store, row)), next: page.next, telling: null, code }
}

/** @throws StationError `no-such-row` */
export function openRow(bench: Bench, seq: number): Gives<'record:row'> {
  const { store } = bench
  return detailView(store, rowOrRefuse(store, askerOf(bench), seq))
}

/** Everybody who did something here, or to whom something was done, with the name that is left of them. */
export async function recordPeople(bench: Bench): Promise<Gives<'record:people'>> {
  await tellMore(bench)
  const { store } = bench
  return {
    people: store.record.refsOf('person').map((id) => {
      const person = store.staff.get(id)
      return { id, name: person?.name ?? null, role: person?.role ?? null }
    }),
  }
}
