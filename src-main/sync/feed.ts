import type { Bench } from '../bench.ts'
import type { Priority } from '../lightspeed/allowance.ts'
import type { Answer } from '../lightspeed/answer.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import type { Page } from '../lightspeed/page.ts'
import type { Command } from '../store/store.ts'
import { outletOf, productOf, stockOf } from './feed-rows-of.ts'
import { nameLines } from './name-lines.ts'
import type { PullStop } from './pull-stop.ts'

export type FeedName =
  | 'outlets'
  | 'registers'
  | 'suppliers'
  | 'users'
  | 'products'
  | 'inventory'
  | 'consignments'

/** How one feed is read and stored. `store` is called inside the write that advances the cursor. */
export type Feed<T extends { version: number | null } = { version: number | null }> = {
  name: FeedName
  everyMs: number
  read(after: number, priority: Priority): Promise<Answer<Page<T>>>
  store(row: T, command: Command): void
  /** After a walk that brought rows. */
  end?(): void
  /** Before the end of a walk is noted: reads on what its rows left to be read, as far as it goes. */
  catchUp?(isClosed: () => boolean): Promise<void>
  /** Before a whole reading, part by part: what the list alone would not tell. */
  beforeFullPass?(): Promise<BeforeFullPass>
  /** The whole reading has come to its end. Called inside the write that notes it. */
  afterFullPass?(command: Command): void
}

/** Whether the whole reading may begin, or there is more to be asked first, or it could not be. */
export type BeforeFullPass = { is: 'ready' } | { is: 'more' } | { is: 'stopped'; stop: PullStop }

const secondMs = 1_000
const minuteMs = 60_000
/** Decoded in one piece, so that a page is also the longest the event loop waits: about 8 ms. */
const productPage = 250
const levelPage = 1_000

/** How often each feed is read in quiet times, milliseconds. */
export const feedEveryMs: Record<FeedName, number> = {
  outlets: 15 * minuteMs,
  registers: 15 * minuteMs,
  suppliers: 15 * minuteMs,
  users: 15 * minuteMs,
  products: minuteMs,
  inventory: minuteMs,
  consignments: 15 * secondMs,
}

/** Hides what a feed's rows are from whoever only moves them. */
export function plainFeed<T extends { version: number | null }>(made: Feed<T>): Feed {
  return made
}

/** The feeds that only repeat Lightspeed's reference data, in the order in which a first pull needs them. */
export function referenceFeeds(bench: Bench, lightspeed: Lightspeed): Feed[] {
  const { store } = bench
  return [
    plainFeed({
      name: 'outlets',
      everyMs: feedEveryMs.outlets,
      read: (after, priority) => lightspeed.outlets({ after, deleted: true }, { priority }),
      store: (row) => store.catalogue.putOutlet(outletOf(row)),
    }),
    plainFeed({
      name: 'registers',
      everyMs: feedEveryMs.registers,
      read: (after, priority) => lightspeed.registers({ after, deleted: true }, { priority }),
      store: ({ id, name, outletId, version, deletedAt }) =>
        store.catalogue.putRegister({ id, name, outletId, version, deletedAt }),
    }),
    plainFeed({
      name: 'suppliers',
      everyMs: feedEveryMs.suppliers,
      read: (after, priority) => lightspeed.suppliers({ after, deleted: true }, { priority }),
      store: ({ id, name, version, deletedAt }) =>
        store.catalogue.putSupplier({ id, name, version: version ?? 0, deletedAt }),
    }),
    plainFeed({
      name: 'users',
      everyMs: feedEveryMs.users,
      read: (after, priority) => lightspeed.users({ after }, { priority }),
      store: ({ id, displayName, accountType, version, deletedAt }) =>
        store.catalogue.putUser({
          id,
          name: displayName,
          accountType: accountType ?? '',
          version,
          deletedAt,
        }),
    }),
    plainFeed({
      name: 'products',
      everyMs: feedEveryMs.products,
      read: (after, priority) =>
        lightspeed.products({ after, pageSize: productPage, deleted: true }, { priority }),
      store: (row) => store.products.put(productOf(row)),
      end: () => nameLines(bench),
    }),
    plainFeed({
      name: 'inventory',
      everyMs: feedEveryMs.inventory,
      read: (after, priority) =>
        lightspeed.inventory({ after, pageSize: levelPage, deleted: true }, { priority }),
      store: (row) => {
        const level = stockOf(row)
        if (level !== null) store.stock.put(level)
      },
    }),
  ]
}
