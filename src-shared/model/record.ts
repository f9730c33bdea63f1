import { z } from 'zod'
import { failure } from '../failure.ts'

/** What a row may have come in by, or be about: the ways a scan is read, and the devices of a bench. */
export const recordDevices = [
  'serial',
  'hid',
  'keyboard',
  'camera',
  'typed',
  'hand',
  'scale',
  'printer',
  'printer2',
  'scanner',
] as const

/** What of the journal is looked for; everything that is given must fit. */
export const recordFilter = z.object({
  /** A consignment by its code or id. */
  consignment: z.string().trim().max(60).nullable().default(null),
  /** Who did it, or to whom it was done. */
  personId: z.string().max(60).nullable().default(null),
  productId: z.string().max(100).nullable().default(null),
  device: z.enum(recordDevices).nullable().default(null),
  /** From this moment, and before that one: UTC. */
  from: z.iso.datetime().nullable().default(null),
  until: z.iso.datetime().nullable().default(null),
})
export type RecordFilter = z.infer<typeof recordFilter>

const recordWho = z.object({
  id: z.string(),
  /** Null for the station itself, and for a name that was erased. */
  name: z.string().nullable(),
  /** The role they had then; null in rows of before it was kept. */
  role: z.string().nullable(),
})

/** One act as the list shows it. */
export const recordRow = z.object({
  seq: z.int(),
  at: z.string(),
  who: recordWho,
  kind: z.string(),
  consignment: z.object({ id: z.string(), code: z.string() }).nullable(),
  /** Names of the first products it is about, and how many more there are. */
  products: z.array(z.string()),
  moreProducts: z.int(),
  /** The reason that was given, or what was scanned. */
  note: z.string().nullable(),
  /** How many rows of the store it changed. */
  changes: z.int(),
})
export type RecordRow = z.infer<typeof recordRow>

/** One value of a row of the store, as it was and as it became; null where there was none. */
export const recordField = z.object({
  name: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})

export const recordChange = z.object({
  table: z.string(),
  /** What tells the row: `id` and the like. */
  key: z.string(),
  is: z.enum(['new', 'changed', 'gone']),
  fields: z.array(recordField),
})
export type RecordChange = z.infer<typeof recordChange>

/** One act whole: what was given, what it changed, and how it is chained. */
export const recordDetail = recordRow.extend({
  station: z.string(),
  program: z.string().nullable(),
  traceId: z.string(),
  given: z.array(z.object({ name: z.string(), value: z.string() })),
  changed: z.array(recordChange),
  /** Only the first changes are shown. */
  isCut: z.boolean(),
  /** What people wrote in words of their own; null once it was erased, or where a damaged store did not give it any more. */
  texts: z.array(
    z.object({
      id: z.int(),
      text: z.string().nullable(),
      isErased: z.boolean(),
      /** How many rows of the record hold the same text. */
      rows: z.int(),
    }),
  ),
  hash: z.string(),
  previousHash: z.string(),
  /** The first signed head that covers it; null while there is none. */
  signed: z.object({ seq: z.int(), at: z.string() }).nullable(),
})
export type RecordDetail = z.infer<typeof recordDetail>

/** Another file of the profile in which a store lies: a daily copy, one of before an update, a damaged or replaced store. */
export const storeCopy = z.object({
  /** Its path in the profile. */
  file: z.string(),
  is: z.enum(['daily', 'before-update', 'damaged', 'set-aside']),
  at: z.string(),
  bytes: z.int(),
})
export type StoreCopy = z.infer<typeof storeCopy>

/** What is being done with the whole journal, or was last: checked from end to end, or written to a file. */
export const recordJob = z.discriminatedUnion('is', [
  z.object({ is: z.literal('none') }),
  z.object({ is: z.literal('checking'), done: z.int(), of: z.int() }),
  z.object({
    is: z.literal('checked'),
    at: z.string(),
    rows: z.int(),
    signedSeq: z.int().nullable(),
    /** The first bad row; null for a sound journal. `what` is a word for what was done, `kind` the act. */
    broken: z
      .object({
        what: z.enum([
          'changed',
          'missing',
          'inserted',
          'swapped',
          'rewritten',
          'cut-off',
          'older-copy',
          'text-changed',
          'text-gone',
        ]),
        seq: z.int(),
        kind: z.string().nullable(),
        why: z.string(),
      })
      .nullable(),
    /** Where the chain is sound: the first table whose rows are not what it says. */
    differs: z.object({ table: z.string(), rows: z.int() }).nullable(),
  }),
  z.object({ is: z.literal('writing'), rows: z.int() }),
  z.object({ is: z.literal('written'), file: z.string(), path: z.string(), rows: z.int() }),
  z.object({ is: z.literal('stopped') }),
  z.object({ is: z.literal('failed'), failure }),
])
export type RecordJob = z.infer<typeof recordJob>
