import { z } from 'zod'
import { deviceRole } from './device.ts'

/** One piece of what passed a device's port, as a person reads it. */
export const trafficPiece = z.object({
  number: z.int(),
  /** Milliseconds since the recording began. */
  atMs: z.int(),
  role: deviceRole,
  is: z.enum(['in', 'out', 'note']),
  /** Bytes as manuals print them; empty for a note. */
  hex: z.string(),
  /** Text of the bytes with dots for what is none, or the note's sentence. */
  text: z.string(),
  /** Bytes that are not shown here: a long label is cut on the screen, not in the recording. */
  cutBytes: z.int(),
})
export type TrafficPiece = z.infer<typeof trafficPiece>

/** What was recorded, its newest pieces last. `isFull`: contents of codes and labels are shown. */
export const trafficView = z.object({
  isOn: z.boolean(),
  startedAt: z.string().nullable(),
  /** Pieces held now, and the older ones that were dropped to make room. */
  pieces: z.int(),
  dropped: z.int(),
  isFull: z.boolean(),
  shown: z.array(trafficPiece),
})
export type TrafficView = z.infer<typeof trafficView>

/** What the station would make of one piece of a recording. */
export const replayed = z.object({
  atMs: z.int(),
  role: deviceRole,
  isRead: z.boolean(),
  say: z.string(),
})
export type ReplayedPiece = z.infer<typeof replayed>
