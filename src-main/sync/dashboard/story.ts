import { StationError } from '../../../src-shared/failure.ts'
import type { LaneStory, StoryEvent } from '../../../src-shared/model/sync.ts'
import type { JournalRow } from '../../journal/chain.ts'
import { givenWithTexts } from '../../store/free-text.ts'
import type { RemoteLineRow } from '../../store/remote-rows.ts'
import type { Store } from '../../store/store.ts'

const mostRows = 400

type Words = { is: StoryEvent['is']; say: string }
type Given = Record<string, unknown>

/** One consignment on one line of time. @throws StationError `no-such-consignment` */
export function laneStory(store: Store, consignmentId: string): LaneStory {
  const consignment = store.consignments.get(consignmentId)
  const [entry] = store.outbox.inLane(consignmentId)
  if (consignment === null && entry === undefined) {
    throw new StationError(
      'no-such-consignment',
      'This station does not know that consignment.',
      'Go back to Sync.',
    )
  }
  const sums = consignment === null ? null : store.consignments.sums(consignmentId)
  const remoteId = consignment?.remoteId ?? null
  const shadow = remoteId === null ? null : store.remote.get(remoteId)
  const rows = store.journal.newestOf(consignmentId, mostRows)
  return {
    consignmentId,
    code: consignment?.code ?? '',
    reference: consignment?.reference ?? '',
    here:
      consignment === null || sums === null
        ? null
        : {
            state: consignment.state,
            lines: sums.lines,
            packedUnits: sums.packedUnits,
            receivedUnits: sums.receivedUnits,
            boxes: sums.boxes,
          },
    there:
      remoteId === null || shadow === null
        ? null
        : {
            status: shadow.deletedAt === null ? shadow.status : 'deleted',
            ...sumsThere(store.remote.linesOf(remoteId)),
          },
    events: folded(rows.map((row) => ({ ...row, given: givenWithTexts(row.given, store.texts.open) }))),
    isCut: rows.length === mostRows,
  }
}

function sumsThere(lines: readonly RemoteLineRow[]) {
  const sum = (read: (line: RemoteLineRow) => string | null) =>
    lines.reduce((all, line) => {
      const units = Number(read(line) ?? 0)
      return Number.isFinite(units) ? all + units : all
    }, 0)
  return {
    lines: lines.length,
    units: sum((line) => line.count),
    receivedUnits: sum((line) => line.received),
  }
}

/** Newest first. What came several times in a row is one event with its number. */
function folded(rows: readonly JournalRow[]): StoryEvent[] {
  const events: StoryEvent[] = []
  for (const row of rows) {
    const words = wordsOf(row)
    if (words === null) continue
    const last = events.at(-1)
    if (last !== undefined && last.say === words.say && last.is === words.is) last.times += 1
    else events.push({ at: row.at, ...words, times: 1, traceId: row.traceId })
  }
  return events
}

const acts: Record<string, string> = {
  'transfer:create': 'Transfer made',
  'transfer:plan': 'Planned',
  'transfer:release': 'Released for packing',
  'consignment:cancel': 'Cancelled here',
  'pack:packed': 'Packed',
  'pack:send': 'Packed and sent',
  'pack:reopen': 'Packing taken up again',
  'pack:seal': 'Box sealed',
  'receive:close': 'Receiving closed',
  'receive:stop': 'Receiving stopped, more is to come',
  'receive:discard': 'Receipt discarded',
  'sync:retry': 'Sent again by a person',
}

/** What a journal row says on the line of time; null for what is only this station's own book-keeping. */
function wordsOf({ kind, given }: JournalRow): Words | null {
  const told = readGiven(given)
  switch (kind) {
    case 'sync:begin':
      return { is: 'out', say: stepWords(told.step) }
    case 'sync:created':
      return { is: 'back', say: 'Lightspeed has made it' }
    case 'sync:done':
      return { is: 'back', say: `Lightspeed agrees: ${text(told.status)}` }
    case 'sync:later':
      return { is: 'trouble', say: text(told.why) }
    case 'sync:parked':
      return { is: 'trouble', say: `Waits for a person: ${text(told.why)}` }
    case 'sync:conflict':
      return { is: 'trouble', say: `Different: ${text(told.here)}, but ${text(told.there)}` }
    case 'sync:level':
      return {
        is: 'out',
        say: `Level of ${text(told.name)}: set from ${text(told.from)} to ${text(told.to)}`,
      }
    case 'sync:level-set':
      return { is: 'back', say: `Level of ${text(told.name)}: Lightspeed shows ${text(told.to)}` }
    case 'sync:level-agreed':
      return { is: 'back', say: `Level of ${text(told.name)}: Lightspeed has ${text(told.to)} already` }
    case 'sync:level-refused':
      return { is: 'trouble', say: `Level of ${text(told.name)}: ${text(told.why)}` }
    case 'sync:level-asked':
      return { is: 'trouble', say: `Level of ${text(told.name)}: a person has to say` }
    case 'sync:level-told':
    case 'sync:level-unsent':
      return null
    case 'sync:discard':
      return { is: 'act', say: `Given up by a person: ${text(told.reason)}` }
    case 'sync:settle':
      return { is: 'act', say: `Decided by a person: ${text(told.reason)}` }
    case 'sync:hurry':
    case 'sync:clamp':
    case 'sync:clock':
      return null
    default:
      return actWords(kind)
  }
}

function actWords(kind: string): Words | null {
  const known = acts[kind]
  if (known !== undefined) return { is: 'act', say: known }
  if (kind.startsWith('pack:') || kind === 'desk:scan')
    return { is: 'act', say: 'Counted or changed while packing' }
  if (kind.startsWith('receive:')) return { is: 'act', say: 'Counted or changed while receiving' }
  if (kind.startsWith('feed:')) return { is: 'back', say: 'Read at Lightspeed' }
  return null
}

function stepWords(step: unknown): string {
  const { do: what, status, count, received } = (step ?? {}) as Given
  switch (what) {
    case 'create':
      return 'Asked to make it'
    case 'add-line':
    case 'set-line':
      return received === null || received === undefined
        ? `A line is to be ${text(count)}`
        : `A line is to be ${text(received)} received`
    case 'set-status':
      return `It is to be ${text(status)}`
    default:
      return 'Something was sent'
  }
}

function readGiven(given: string): Given {
  const read: unknown = JSON.parse(given)
  return typeof read === 'object' && read !== null ? (read as Given) : {}
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : 'nothing'
}
