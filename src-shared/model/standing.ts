import { z } from 'zod'
import { handover, kind } from './consignment.ts'

/** What is packed and has not left, as far as anybody said. */
export const standing = z.object({
  id: z.string(),
  code: z.string(),
  kind,
  /** Where it goes: an outlet or a supplier. */
  to: z.string().nullable(),
  boxes: z.int(),
  packedAt: z.string(),
  /** How it goes, if that was said; without it nobody can say that it left. */
  handover: handover.nullable(),
  /** When somebody last said that it is still here. */
  saidHereAt: z.string().nullable(),
})
export type Standing = z.infer<typeof standing>
