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
  const open = new Map<string, { effect: string; reads: number }>()
  const settled: Unknown[] = []
  const unlike: string[] = []
  let turns = 0

  function settle(id: string, wasApplied: boolean): void {
    const found = open.get(id)
    if (found !== undefined) settled.push({ ...found, wasApplied })
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
        open.set(id, { effect: effectOfPhase(before), reads: 0 })
      }
    }
    const known = open.get(id)
    const isLookedUp = event.is === 'looked-up' && event.answer.is === 'answer'
    const isRead = before.phase.is === 'reading' && made.state.readAtMs === here.monoMs
    if (known !== undefined && (isLookedUp || isRead)) known.reads += 1
    // Found: from here on it is read for what comes next.
    if (event.is === 'adopted') settle(id, true)
    for (const command of made.commands) {
      if (command.do === 'note' && command.note.note === 'begin') {
        const effect = effectOf(command.note.step)
        settle(id, known?.effect !== effect)
        out.set(id, effect)
      }
      if (command.do === 'note' && command.note.note === 'done') settle(id, true)
      // What it came to is seen: from here on it is Lightspeed's work on the lines that is waited for.
      if (command.do === 'note' && command.note.note === 'later' && isWork(command.note.why)) settle(id, true)
    }
  }

  return {
    watch,
    settled,
    unlike,
    turns: () => turns,
    /**
     * The process died: what was out then has an outcome that nobody told, and the next one counts from its own start how
     * long ago the last write was.
     */
    died(): void {
      for (const known of open.values()) known.reads = 0
      for (const [id, effect] of out) open.set(id, { effect, reads: 0 })
      out.clear()
    },
  }
}

function isWork(why: string): boolean {
  return why.startsWith('Lightspeed is still working on the lines.')
}

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
