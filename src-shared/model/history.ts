import { z } from 'zod'
import { state } from './consignment.ts'

/** Who did something: a person (null once the name was erased), the bench before there were people, or a machine. */
export const doer = z.discriminatedUnion('is', [
  z.object({ is: z.literal('person'), name: z.string().nullable() }),
  z.object({ is: z.literal('bench') }),
  z.object({ is: z.literal('station') }),
  z.object({ is: z.literal('lightspeed') }),
])
export type Doer = z.infer<typeof doer>

/** One step in the life of a consignment; `from` is null for how it began. `what` names the act that moved it. */
export const historyStep = z.object({
  id: z.string(),
  at: z.string(),
  from: state.nullable(),
  to: state,
  what: z.string(),
  who: doer,
  reason: z.string().nullable(),
})
export type HistoryStep = z.infer<typeof historyStep>
