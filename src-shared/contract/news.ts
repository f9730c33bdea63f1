import { z } from 'zod'
import { countLine, countTotals } from '../model/count.ts'
import { health } from '../model/health.ts'
import { packLine, packTotals, parcelView } from '../model/pack.ts'
import { receiveLine, receiveTotals } from '../model/receive.ts'
import { scanRecord } from '../model/scan.ts'
import { conflictView, outboxView, syncScreen } from '../model/sync.ts'
import { scaleReading } from '../model/weight.ts'
import { frameState } from './bench.ts'

/**
 * News the station tells its screens. News never carries a command; a screen that missed some asks again.
 * `revision` counts the writes of one consignment: a gap means 'ask for the whole desk'.
 */
export const news = {
  frame: frameState,
  /**
   * Lists changed: work lanes, sync rows, comparing with Lightspeed, device cards, recorded traffic, catalogue, labels
   * to print, who is signed in, approvals, what is done with the record.
   */
  changed: z.object({
    what: z.enum([
      'work',
      'sync',
      'reconcile',
      'devices',
      'traffic',
      'setup',
      'sign-in',
      'training',
      'catalogue',
      'labels',
      'staff',
      'approvals',
      'record',
    ]),
  }),
  /** Part of a pack desk changed; lines and parcels hold only the changed ones. */
  pack: z.object({
    consignmentId: z.string(),
    revision: z.int(),
    lines: z.array(packLine),
    parcels: z.array(parcelView),
    totals: packTotals,
    nextTimes: z.int(),
    scan: scanRecord.nullable(),
    canUndo: z.boolean(),
  }),
  /**
   * What changed of sync since the last such news: entries that are new or look different, the ids of those that are
   * done, and the conflicts where one was raised or settled (else null).
   */
  sync: z.object({
    line: syncScreen.shape.line,
    entries: z.array(outboxView),
    gone: z.array(z.string()),
    conflicts: z.array(conflictView).nullable(),
    feeds: syncScreen.shape.feeds,
    allowance: syncScreen.shape.allowance,
  }),
  /** How the station is doing, at most once a second and at least twice a minute. */
  health,
  receive: z.object({
    consignmentId: z.string(),
    revision: z.int(),
    lines: z.array(receiveLine),
    totals: receiveTotals,
    nextTimes: z.int(),
    scan: scanRecord.nullable(),
    canUndo: z.boolean(),
  }),
  count: z.object({
    consignmentId: z.string(),
    revision: z.int(),
    lines: z.array(countLine),
    totals: countTotals,
    nextTimes: z.int(),
    scan: scanRecord.nullable(),
    canUndo: z.boolean(),
  }),
  /** The consignment's state, boxes list, receipts or head changed in a way a patch cannot say: ask again. */
  consignment: z.object({ consignmentId: z.string() }),
  /** A scan that a list being made took; the list is told by `consignment`. */
  'list-scan': z.object({ consignmentId: z.string(), scan: scanRecord }),
  /** A scan that no open desk took. */
  scan: scanRecord,
  /** A code for the field that `desk:show` named; the page that shows it answers with `desk:took`. */
  'field-scan': z.object({ fieldId: z.string(), scan: scanRecord }),
  /** Another page has the scanner now: the one with this id. */
  scanner: z.object({ pageId: z.string() }),
  scale: z.object({ reading: scaleReading.nullable() }),
} as const

export type NewsTopic = keyof typeof news
export type News<T extends NewsTopic> = z.infer<(typeof news)[T]>
/** One piece of news with its topic, as it travels. */
export type AnyNews = { [T in NewsTopic]: { topic: T; body: News<T> } }[NewsTopic]
