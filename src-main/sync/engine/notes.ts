import { impossible } from '../../../src-shared/failure.ts'
import { type Bench, consignmentOrRefuse } from '../../bench.ts'
import type { ConsignmentRow } from '../../lightspeed/rows.ts'
import type { Intention } from '../../outbox/intention.ts'
import type { ConflictChoice } from '../../store/conflict-rows.ts'
import { type Command as StoreCommand, systemActor } from '../../store/store.ts'
import { noteAgreement } from '../agreement.ts'
import { pushChoices } from '../choices.ts'
import { followShadow } from '../follow-status.ts'
import { giveUp, heldChoices, heldWords, holderOf, isUntouched } from '../held-conflict.ts'
import type { PushConflict } from '../plan/step.ts'
import { countChoices, countedChoices, receivedChoices, receivedWords } from '../received-conflict.ts'
import { keepShadow } from '../shadow.ts'
import type { EntryEvent, FoundConflict, Note } from './entry-state.ts'

/** The entry the notes are about, and the trace they carry. */
export type Noted = { id: string; lane: string; traceId: string }

/** Writes one note of an attempt down: one command, one transaction, one journal row. */
export function writeNote(bench: Bench, entry: Noted, note: Note): void {
  switch (note.note) {
    case 'begin':
      noteBegin(bench, entry, note)
      break
    case 'later':
      noteLater(bench, entry, note)
      break
    case 'park':
      if (note.found === undefined) notePark(bench, entry, note)
      else noteConflict(bench, entry, note, note.found)
      break
    case 'done':
      noteDone(bench, entry, note)
      break
    default:
      impossible(note)
  }
}

type NoteOf<Name extends Note['note']> = Extract<Note, { note: Name }>

function write(
  { store }: Bench,
  { lane, traceId }: Noted,
  kind: string,
  given: unknown,
  work: (command: StoreCommand) => void,
): void {
  const command = { kind, actor: systemActor, subject: lane, given, traceId }
  store.write(command, () => work(command))
}

function noteBegin(bench: Bench, entry: Noted, { step, open }: NoteOf<'begin'>): void {
  const { store } = bench
  write(bench, entry, 'sync:begin', { entry: entry.id, step }, () => {
    store.outbox.begin(entry.id, JSON.stringify(open), entry.traceId)
    if ('received' in step && step.received !== null) {
      store.agreed.tell(entry.lane, step.productId, step.received)
    }
  })
}

function noteLater(bench: Bench, entry: Noted, note: NoteOf<'later'>): void {
  const { store, clock } = bench
  write(bench, entry, 'sync:later', { entry: entry.id, why: note.why }, () =>
    store.outbox.wait(entry.id, {
      state: note.state,
      step: note.step === null ? null : JSON.stringify(note.step),
      tries: note.tries,
      dueAt: new Date(clock.now() + note.afterMs).toISOString(),
      why: note.why,
      traceId: entry.traceId,
    }),
  )
}

function notePark(bench: Bench, entry: Noted, note: NoteOf<'park'>): void {
  write(bench, entry, 'sync:parked', { entry: entry.id, why: note.why }, () => park(bench, entry, note))
}

function park({ store }: Bench, entry: Noted, { step, tries, why, advice }: NoteOf<'park'>): void {
  const { traceId } = entry
  store.outbox.wait(entry.id, {
    state: step === null ? 'pending' : 'unknown',
    step: step === null ? null : JSON.stringify(step),
    tries,
    dueAt: store.now(),
    why,
    traceId,
  })
  store.outbox.park(entry.id, why, advice, traceId)
}

/** The entry is parked and the question put in one transaction: neither stands without the other. */
function noteConflict(bench: Bench, entry: Noted, note: NoteOf<'park'>, found: FoundConflict): void {
  const { store } = bench
  const conflict = worded(bench, entry.lane, found.conflict)
  const why = found.conflict === conflict ? note.why : `${conflict.here}, but ${conflict.there}.`
  write(bench, entry, 'sync:conflict', { entry: entry.id, ...conflict }, () => {
    if (found.seen !== null) keepShadow(store, found.seen.header, found.rows)
    store.conflicts.raise({
      id: store.newId(),
      consignmentId: entry.lane,
      kind: `push-${conflict.kind}`,
      here: conflict.here,
      there: conflict.there,
      choices: choicesFor(bench, entry.lane, { ...found, conflict }),
      raisedAt: store.now(),
    })
    park(bench, entry, { ...note, why })
  })
}

/** Received units are told product by product, in the names this station knows. */
function worded({ store }: Bench, lane: string, planned: PushConflict): PushConflict {
  if (planned.received === undefined) return planned
  const already = planned.kind === 'counted' ? planned.there : null
  return { ...planned, ...receivedWords(store, lane, planned.received, already) }
}

function choicesFor({ store }: Bench, lane: string, found: FoundConflict): ConflictChoice[] {
  const { conflict, seen, wanted, holderId } = found
  if (holderId !== null) {
    return heldChoices(consignmentOrRefuse(store, lane), consignmentOrRefuse(store, holderId))
  }
  const choices = pushChoices(conflict, seen, wanted, consignmentOrRefuse(store, lane))
  if (conflict.kind === 'status') return choices
  if (wanted.type === 'STOCKTAKE') return [...countChoices(store, lane, conflict), ...choices]
  if (conflict.kind === 'counted') return countedChoices(store, lane, conflict.received ?? [])
  return conflict.received === undefined
    ? choices
    : [...receivedChoices(store, lane, conflict.received), ...choices]
}

/**
 * The entry ends, stock effects are acknowledged, a received consignment is completed, and what Lightspeed said
 * meanwhile is followed.
 */
function noteDone(bench: Bench, entry: Noted, { wanted, seen, rows }: NoteOf<'done'>): void {
  const { store } = bench
  const status = seen?.header.status ?? 'not there'
  write(bench, entry, 'sync:done', { entry: entry.id, status }, (command) => {
    store.outbox.end(entry.id, 'done', store.now(), null, 'Lightspeed agrees.')
    settlePushConflicts(bench, entry.lane, 'agrees', 'Lightspeed agrees.')
    if (seen !== null) keepShadow(store, seen.header, rows)
    noteAgreement(bench, entry.lane, wanted, seen, entry.traceId)
    followShadow(bench, entry.lane, command)
  })
}

/**
 * The consignment at Lightspeed is this one. Another record here that stands for it is given up unless somebody worked
 * on it: then a person says which one is right.
 */
export function adoptThere(
  bench: Bench,
  entry: Noted,
  row: ConsignmentRow,
  wanted: Intention,
): Extract<EntryEvent, { is: 'adopted' | 'held' }> {
  const { store } = bench
  const holder = holderOf(store, row.id, entry.lane)
  if (holder !== null && !isUntouched(store, holder)) {
    return { is: 'held', holderId: holder.id, ...heldWords(consignmentOrRefuse(store, entry.lane), holder) }
  }
  write(bench, entry, 'sync:created', { entry: entry.id, remoteId: row.id }, (command) => {
    if (holder !== null) giveUp(bench, holder.id, `It is ${wanted.reference}.`, command)
    store.consignments.setRemoteId(entry.lane, row.id)
    keepShadow(store, row, null)
  })
  return { is: 'adopted' }
}

/** Conflicts of the push stand only while its entry is parked. Call inside a write. */
export function settlePushConflicts({ store }: Bench, lane: string, choice: string, reason: string): void {
  for (const conflict of store.conflicts.open()) {
    if (conflict.consignmentId !== lane || !conflict.kind.startsWith('push-')) continue
    store.conflicts.settle(conflict.id, store.now(), choice, reason)
  }
}
