import { z } from 'zod'
import { recordDetail, recordFilter, recordJob, recordRow, storeCopy } from '../model/record.ts'

const nothing = z.object({})

/** The journal as people read it: who did what, and when. Whoever may see only their own outlets' sees only that. */
export const recordRequests = {
  /**
   * Rows newest first, below the row number `below`. `next`: where the following page begins; null at the end.
   * `telling`: how far the journal has been read for what its rows are about; ask again until it is null.
   */
  'record:list': {
    takes: z.object({
      filter: recordFilter,
      below: z.int().positive().nullable(),
      limit: z.int().min(1).max(200).default(100),
    }),
    gives: z.object({
      rows: z.array(recordRow),
      next: z.int().nullable(),
      telling: z.object({ done: z.int(), of: z.int() }).nullable(),
      /** The code of the consignment that is looked for. */
      code: z.string().nullable(),
    }),
  },
  'record:row': { takes: z.object({ seq: z.int().positive() }), gives: recordDetail },
  /** Erases a text of a row for good, wherever the same text stands; the row stays, and the record verifies. */
  'record:erase-text': {
    takes: z.object({
      seq: z.int().positive(),
      textId: z.int().positive(),
      reason: z.string().trim().min(3).max(200),
    }),
    gives: nothing,
  },
  /** Whom the journal can be looked for by. */
  'record:people': {
    takes: nothing,
    gives: z.object({
      people: z.array(z.object({ id: z.string(), name: z.string().nullable(), role: z.string().nullable() })),
    }),
  },
  /** The copies of the store in this profile, newest first: names and texts erased since may still stand in them. */
  'record:copies': { takes: nothing, gives: z.object({ copies: z.array(storeCopy) }) },
  'record:job': { takes: nothing, gives: recordJob },
  /** Reads the journal from end to end, beside the work; `record:job` tells how far it is. */
  'record:verify': { takes: nothing, gives: nothing },
  /**
   * Writes what is looked for into a file of the profile. `csv`: one line a row, for a spreadsheet; `lines`: one JSON
   * object a row with everything that its hash covers.
   */
  'record:export': {
    takes: z.object({ filter: recordFilter, form: z.enum(['csv', 'lines']) }),
    gives: nothing,
  },
  /** Stops the verification or the export that is under way. */
  'record:stop': { takes: nothing, gives: nothing },
}
