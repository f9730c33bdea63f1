import type { Bench } from '../bench.ts'
import type { Answer } from '../lightspeed/answer.ts'
import type { Lightspeed } from '../lightspeed/lightspeed.ts'
import type { Page } from '../lightspeed/page.ts'
import { type Command, systemActor } from '../store/store.ts'
import { outletOf, productOf, stockOf } from './feed-rows-of.ts'

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
  pageSize: number
  read(after: number): Promise<Answer<Page<T>>>
  store(row: T, command: Command): void
}

const secondMs = 1_000
const minuteMs = 60_000
/** Versions read again below the cursor: a row's version may become visible after a higher one was read. */
const overlap = 100
const sliceRows = 100

/** The feeds that only repeat Lightspeed's reference data, in the order in which a first pull needs them. */
export function referenceFeeds(bench: Bench, lightspeed: Lightspeed): Feed[] {
  const { store } = bench
  const options = { priority: 'poll' } as const
  const feed = <T extends { version: number | null }>(made: Feed<T>): Feed => made as unknown as Feed
  return [
    feed({
      name: 'outlets',
      everyMs: 15 * minuteMs,
      pageSize: 200,
      read: (after) => lightspeed.outlets({ after, deleted: true }, options),
      store: (row) => store.catalogue.putOutlet(outletOf(row)),
    }),
    feed({
      name: 'registers',
      everyMs: 15 * minuteMs,
      pageSize: 200,
      read: (after) => lightspeed.registers({ after, deleted: true }, options),
      store: (row) =>
        store.catalogue.putRegister({
          id: row.id,
          name: row.name,
          outletId: row.outletId,
          version: row.version,
          deletedAt: row.deletedAt,
        }),
    }),
    feed({
      name: 'suppliers',
      everyMs: 15 * minuteMs,
      pageSize: 200,
      read: (after) => lightspeed.suppliers({ after, deleted: true }, options),
      store: (row) =>
        store.catalogue.putSupplier({
          id: row.id,
          name: row.name,
          version: row.version,
          deletedAt: row.deletedAt,
        }),
    }),
    feed({
      name: 'users',
      everyMs: 15 * minuteMs,
      pageSize: 200,
      read: (after) => lightspeed.users({ after }, options),
      store: (row) =>
        store.catalogue.putUser({
          id: row.id,
          name: row.displayName,
          accountType: row.accountType ?? '',
          version: row.version,
          deletedAt: row.deletedAt,
        }),
    }),
    feed({
      name: 'products',
      everyMs: minuteMs,
      pageSize: 500,
      read: (after) => lightspeed.products({ after, pageSize: 500, deleted: true }, options),
      store: (row) => store.products.put(productOf(row)),
    }),
    feed({
      name: 'inventory',
      everyMs: minuteMs,
      pageSize: 1_000,
      read: (after) => lightspeed.inventory({ after, pageSize: 1_000, deleted: true }, options),
      store: (row) => {
        const level = stockOf(row)
        if (level !== null) store.stock.put(level)
      },
    }),
  ]
}

export const consignmentsEveryMs = 15 * secondMs

/** Why a pull stopped before the end. */
export type PullStop = Exclude<Answer<unknown>, { is: 'answer' }>

/**
 * Reads one feed from its cursor to the empty page and stores it, slice by slice: each slice is one transaction that
 * also advances the cursor, so that a pull resumes where it was cut off. The next page is asked for while this one is
 * stored. Gives how many rows came, or why it stopped.
 */
export async function pullFeed(
  bench: Bench,
  feed: Feed,
  onProgress: () => void,
): Promise<{ is: 'pulled'; rows: number } | { is: 'stopped'; stop: PullStop }> {
  const { store } = bench
  const traceId = bench.newTraceId()
  const before = store.feeds.get(feed.name)
  let after = before.isFirstPull ? before.cursor : Math.max(0, before.cursor - overlap)
  let asked = feed.read(after)
  let pulled = 0
  for (;;) {
    const page = await asked
    if (page.is !== 'answer') {
      // What a person reads beside the feed; its cursor stays where the last stored slice left it.
      noteFeed(bench, feed.name, traceId, (now) => ({
        ...now,
        problem: 'say' in page ? page.say : stopText(page),
      }))
      return { is: 'stopped', stop: page }
    }
    const { rows, maxVersion } = page.value
    if (rows.length === 0 || maxVersion === null || maxVersion <= after) break
    after = maxVersion
    asked = feed.read(after)
    for (let from = 0; from < rows.length; from += sliceRows) {
      const slice = rows.slice(from, from + sliceRows)
      const cursor = slice.at(-1)?.version ?? after
      const command: Command = {
        kind: 'feed:page',
        actor: systemActor,
        subject: null,
        given: { feed: feed.name, rows: slice.length, cursor },
        traceId,
      }
      store.write(command, () => {
        for (const row of slice) feed.store(row, command)
        const now = store.feeds.get(feed.name)
        store.feeds.put({
          ...now,
          cursor: Math.max(now.cursor, cursor),
          rowCount: now.rowCount + slice.length,
        })
      })
      pulled += slice.length
      onProgress()
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
  }
  noteFeed(bench, feed.name, traceId, (now) => ({
    ...now,
    isFirstPull: false,
    pulledAt: store.now(),
    problem: null,
    rowCount: before.isFirstPull ? now.rowCount : before.rowCount,
  }))
  return { is: 'pulled', rows: pulled }
}

function stopText(stop: PullStop): string {
  switch (stop.is) {
    case 'offline':
      return 'No network.'
    case 'limited':
      return 'The call allowance is used up for now.'
    case 'no-answer':
      return stop.why
    default:
      return stop.say
  }
}

type KeptFeed = ReturnType<Bench['store']['feeds']['get']>

function noteFeed(bench: Bench, name: FeedName, traceId: string, change: (now: KeptFeed) => KeptFeed): void {
  const { store } = bench
  store.write({ kind: 'feed:state', actor: systemActor, subject: null, given: { feed: name }, traceId }, () =>
    store.feeds.put(change(store.feeds.get(name))),
  )
}
