import { turn } from '../../../src-main/sync/engine/entry.ts'
import type { EntryState } from '../../../src-main/sync/engine/entry-state.ts'
import type { Watch } from '../../../src-main/sync/engine/run-entry.ts'
import { effectOf } from '../../../src-main/sync/engine/write-step.ts'

/** A write whose outcome nobody told, and how often Lightspeed was looked at until it was known. */
export type Unknown = { effect: string; wasApplied: boolean; reads: number }

/**
 * Watches every turn: counts how often an unknown outcome is read back, and plays turns a second time from their own
 * data, because a machine that is not a function of them would be one nobody can play again.
 */
export function watchReadBacks(playsAgain: boolean) {
  /** `noted`: of the looks, those whose outcome stands in the store; `isKnown`: what is read now is for what comes next. */
  const open = new Map<string, { effect: string; reads: number; noted: number; isKnown: boolean }>()
  const settled: Unknown[] = []
  const unlike: string[] = []
  let turns = 0

  function settle(id: string, wasApplied: boolean): void {
    const found = open.get(id)
    if (found !== undefined) settled.push({ effect: found.effect, reads: found.reads, wasApplied })
    open.delete(id)
  }

  /** What is out when a process dies: nobody will hear of it. */
  const out = new Map<string, string>()

  const watch: Watch = ({ before, event, here, turn: made }) => {
    turns += 1
    if (playsAgain && !isSame(turn(before, event, here), made)) unlike.push(`${before.phase.is} ${event.is}`)
    const { id } = before
    if (event.is === 'wrote') {
      out.delete(id)
      if (event.answer.is === 'no-answer' && event.answer.mayHaveApplied) {
        open.set(id, unknown(effectOfPhase(before)))
      }
    }
    const known = open.get(id)
    const isLookedUp = event.is === 'looked-up' && event.answer.is === 'answer'
    const isRead = before.phase.is === 'reading' && made.state.readAtMs === here.monoMs
    if (known?.isKnown === false && (isLookedUp || isRead)) known.reads += 1
    // Seen to be applied, or to be sent once more: from here on it is another thing that is waited for.
    if (known !== undefined && before.open !== null && made.state.open === null && event.is !== 'wrote') {
      known.isKnown = true
    }
    if (known !== undefined && made.state.phase.is === 'ended') known.noted = known.reads
    // Found: from here on it is read for what comes next.
    if (event.is === 'adopted') settle(id, true)
    for (const command of made.commands) {
      if (command.do === 'note' && command.note.note === 'begin') {
        const effect = effectOf(command.note.step)
        settle(id, known?.effect !== effect)
        out.set(id, effect)
      }
      if (command.do === 'note' && command.note.note === 'done') settle(id, true)
    }
  }

  return {
    watch,
    settled,
    unlike,
    turns: () => turns,
    /**
     * The process died: what was out then has an outcome that nobody told, and a look of which nothing was noted yet was
     * one that nobody has had.
     */
    died(): void {
      for (const known of open.values()) known.reads = known.noted
      for (const [id, effect] of out) open.set(id, unknown(effect))
      out.clear()
    },
  }
}

const unknown = (effect: string) => ({ effect, reads: 0, noted: 0, isKnown: false })

function effectOfPhase({ phase }: EntryState): string {
  return phase.is === 'writing' ? effectOf(phase.planned) : phase.is
}

/** Compared as text: cheap, and sets and maps are spelt out. */
function isSame(one: unknown, other: unknown): boolean {
  return spelt(one) === spelt(other)
}

function spelt(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part instanceof Map || part instanceof Set ? [...part] : part,
  )
}
