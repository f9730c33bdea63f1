import { z } from 'zod'
import { place } from '../model/consignment.ts'

/** What a store said of itself when it was asked with a token. */
export const testedStore = z.object({
  storeName: z.string(),
  outlets: z.array(place),
  registers: z.int(),
  /** Calls in five minutes. */
  allowance: z.int(),
})
