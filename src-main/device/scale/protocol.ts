import type { ScaleFrameReader, ScaleUnit } from './scale-frame.ts'

/** How one make of scale is spoken to. A choice by hand may replace the line settings and the unit. */
export type ScaleProtocol = {
  /** As the person reads it. */
  name: string
  /** The line it leaves the factory with. `dtr` off is for scales that fall silent behind a raised DTR. */
  baud: number
  line: string
  dtr: 'on' | 'off'
  /**
   * The question for the weight, and how often it is put; null for a scale that sends by itself. Nothing that changes
   * the scale (zero, tare, unit, power) is ever a question.
   */
  ask: Uint8Array | null
  everyMs: number
  /** The unit meant where the scale sends none and nobody chose one; null for scales that say theirs. */
  usualUnit: ScaleUnit | null
  newReader(unit: ScaleUnit | null): ScaleFrameReader
}

/** The question of a protocol as bytes. */
export function question(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'))
}
