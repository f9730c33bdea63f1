import type { ReturnReason } from '../model/return.ts'

/** What of a line decides whether a return may be handed in. `photos`: how many there are of these goods. */
export type ReturnFacts = {
  name: string
  planned: number
  reason: ReturnReason | null
  text: string
  photos: number
}

/** What a line of a return still lacks. */
export type ReturnLack = 'units' | 'reason' | 'text' | 'photo'

/** Everything a line lacks, in the order a person fills it in. */
export function lacksOf({ planned, reason, text, photos }: ReturnFacts): ReturnLack[] {
  const lacks: ReturnLack[] = []
  if (planned <= 0) lacks.push('units')
  if (reason === null) lacks.push('reason')
  if (reason === 'OTHER' && text.trim() === '') lacks.push('text')
  if (reason === 'DAMAGED' && photos === 0) lacks.push('photo')
  return lacks
}

const lackWords: Record<ReturnLack, (name: string) => string> = {
  units: (name) => `${name}: say how many go back.`,
  reason: (name) => `${name}: say why it goes back.`,
  text: (name) => `${name}: say in words why it goes back.`,
  photo: (name) => `${name}: take a photo of the damage.`,
}

/**
 * What is missing before a return may be handed in for approval, one sentence each; none when nothing is. This is the
 * guard `return-ready` of the transition table: at least one line, a reason for each, a photo of what is damaged.
 */
export function returnLacks(lines: readonly ReturnFacts[]): string[] {
  if (lines.length === 0) return ['Nothing is on this return yet.']
  return lines.flatMap((line) => lacksOf(line).map((lack) => lackWords[lack](line.name)))
}
