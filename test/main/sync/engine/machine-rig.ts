import type { Answer } from '../../../../src-main/lightspeed/answer.ts'
import type { ConsignmentRow, LineRow } from '../../../../src-main/lightspeed/rows.ts'
import type { Intention } from '../../../../src-main/outbox/intention.ts'
import { newAttempt, type Stored, turn } from '../../../../src-main/sync/engine/entry.ts'
import type { Command, EntryEvent, EntryState, Here } from '../../../../src-main/sync/engine/entry-state.ts'

const intention: Intention = {
  type: 'OUTLET',
  reference: 'PK-1',
  name: 'A transfer PK-1',
  outletId: 'there',
  sourceOutletId: 'here',
  supplierId: null,
  dueAt: null,
  status: 'OPEN',
  packed: [{ productId: 'tea', units: 6, costCents: 420 }],
  received: null,
}

export const headerRow = (status: string, type = 'OUTLET', id = 'remote-1'): ConsignmentRow => ({
  id,
  name: 'A transfer PK-1',
  type,
  status,
  outletId: 'there',
  sourceOutletId: 'here',
  supplierId: null,
  supplierInvoice: null,
  reference: 'PK-1',
  consignmentDate: null,
  dueAt: null,
  receivedAt: null,
  createdAt: null,
  updatedAt: null,
  deletedAt: null,
  version: 1,
})

export const lineRow = (productId: string, count: string | null, received = '0.00000'): LineRow => ({
  productId,
  sku: null,
  count,
  received,
  cost: null,
  isIncluded: true,
  status: 'SENT_SUCCESS',
  createdAt: null,
  updatedAt: null,
  deletedAt: null,
  version: 1,
})

export const answer = <T>(value: T): Answer<T> => ({ is: 'answer', value, traceId: 't' })
export const lost: Answer<never> = {
  is: 'no-answer',
  kind: 'broken',
  why: 'The connection broke.',
  mayHaveApplied: true,
  traceId: 't',
}

/** An attempt played by hand: each event gives what the machine asks for, in a word. */
export function attempt({
  intention: told,
  ...given
}: Partial<Stored> & { intention?: Partial<Intention> } = {}) {
  const wanted: Intention = { ...intention, ...told }
  let monoMs = 1_000_000
  let remoteId: string | null = null
  let state: EntryState = newAttempt(
    {
      id: 'e1',
      lane: 'c1',
      isUnknown: false,
      step: null,
      tries: 0,
      lastAnswer: null,
      wanted,
      agreedTo: null,
      agreed: new Map(),
      isFromBefore: false,
      writtenAtMs: null,
      ...given,
    },
    monoMs,
  )
  const commands: Command[][] = []
  const here = (): Here => ({ monoMs, wanted, remoteId, newestVersion: 70, feedCursor: 60 })
  return {
    commands,
    get state() {
      return state
    },
    pass(ms: number) {
      monoMs += ms
    },
    knows(id: string) {
      remoteId = id
    },
    tell(event: EntryEvent): string[] {
      const next = turn(state, event, here())
      state = next.state
      commands.push(next.commands)
      return next.commands.map(inWords)
    },
  }
}

/** A command in a few words. */
function inWords(command: Command): string {
  if (command.do === 'write') return `write ${command.call.to}`
  if (command.do !== 'note') return command.do
  const { note } = command
  if (note.note === 'later') return `later ${note.state} ${note.afterMs}`
  if (note.note === 'park') return `park ${note.found?.conflict.kind ?? note.why}`
  return note.note
}
