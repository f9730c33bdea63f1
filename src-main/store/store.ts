import { randomFillSync } from 'node:crypto'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { decodeTime, monotonicFactory } from 'ulid'
import { StationError } from '../../src-shared/failure.ts'
import type { Role } from '../../src-shared/model/consignment.ts'
import type { StoreCopy } from '../../src-shared/model/record.ts'
import { type Clock, isoNow } from '../clock.ts'
import { crashAt } from '../crash-point.ts'
import { agreedRows } from './agreed-rows.ts'
import { approvalRows } from './approval-rows.ts'
import { askedRows } from './asked-rows.ts'
import { backUp } from './backup.ts'
import { type Change, captureReader, installCapture } from './capture.ts'
import { catalogueRows } from './catalogue-rows.ts'
import { conflictRows } from './conflict-rows.ts'
import { consignmentRows } from './consignment-rows.ts'
import { consignmentStateRows, installStateGuard } from './consignment-state-rows.ts'
import { copiesIn, tidyBeforeCopies } from './copies.ts'
import { countRows } from './count-rows.ts'
import { setDamagedAside } from './damaged-files.ts'
import { openDatabase } from './database.ts'
import { differenceRows } from './difference-rows.ts'
import { explainRows } from './explain-rows.ts'
import { feedRows } from './feed-rows.ts'
import { withTextsBeside } from './free-text.ts'
import { type Head, headTail, openHeadNote } from './head-note.ts'
import { hintRows } from './hint-rows.ts'
import { journalReader, journalRows } from './journal-rows.ts'
import { lazyStatements } from './lazy-statements.ts'
import { levelChangeRows } from './level-change-rows.ts'
import { levelRows } from './level-rows.ts'
import { lineRows } from './line-rows.ts'
import { migrate, newestVersion, versionOf } from './migration/index.ts'
import { noticeRows } from './notice-rows.ts'
import { outboxRows } from './outbox-rows.ts'
import { overrideRows, overrideUsed } from './override-rows.ts'
import { parcelRows } from './parcel-rows.ts'
import { printRows } from './print-rows.ts'
import { productRows } from './product-rows.ts'
import { receiptRows } from './receipt-rows.ts'
import { reconcileRows } from './reconcile-rows.ts'
import { recordRows } from './record-rows.ts'
import { recountRows } from './recount-rows.ts'
import { remoteRows } from './remote-rows.ts'
import { releaseReserve } from './reserve.ts'
import { returnRows } from './return-rows.ts'
import { scanRows } from './scan-rows.ts'
import { secretRows } from './secret-rows.ts'
import { settingRows } from './setting-rows.ts'
import { signatureRows } from './signature-rows.ts'
import { staffRows } from './staff-rows.ts'
import { standingRows } from './standing-rows.ts'
import { stockRows } from './stock-rows.ts'
import { syncMinuteRows } from './sync-minute-rows.ts'
import { tableCounts } from './table-counts.ts'
import { textRows } from './text-rows.ts'
import { transitionRows } from './transition-rows.ts'
import { unreadRows } from './unread-rows.ts'

/** Who does something: a person's id, or the station itself, with the role that decides what they may. */
export type Actor = {
  id: string
  role: Role
  /** A code that allows what is done now, once: the first thing written uses it up. */
  once?: { overrideId: string; isUsed: boolean }
}

/** The station's own hand: feeds, pushes, timers. */
export const systemActor: Actor = { id: 'station', role: 'SY' }

/** What a command is called in the journal, who gave it and what was given. */
export type Command = {
  kind: string
  actor: Actor
  subject: string | null
  given: unknown
  traceId: string
  /** The outlet the actor stands in; absent for the station's own commands. */
  standsIn?: string | null
}

/** A command that was committed: what the rest of the station is told afterwards. */
export type Written = {
  kind: string
  subject: string | null
  changes: readonly Change[]
  /** Its row in the journal; null where there was nothing to keep. */
  seq: number | null
}

/** Every group of rows on one connection. */
export function allRows(db: Database, newId: () => string, clock: Clock) {
  return {
    settings: settingRows(db),
    catalogue: catalogueRows(db),
    products: productRows(db),
    stock: stockRows(db, () => isoNow(clock)),
    levels: levelRows(db),
    feeds: feedRows(db),
    unread: unreadRows(db),
    asked: askedRows(db),
    hints: hintRows(db),
    consignments: consignmentRows(db),
    states: consignmentStateRows(db, newId, () => isoNow(clock)),
    transitions: transitionRows(db),
    lines: lineRows(db),
    parcels: parcelRows(db),
    receipts: receiptRows(db),
    recounts: recountRows(db),
    agreed: agreedRows(db),
    approvals: approvalRows(db),
    returns: returnRows(db),
    notices: noticeRows(db),
    counts: countRows(db),
    levelChanges: levelChangeRows(db),
    standing: standingRows(db),
    scans: scanRows(db),
    outbox: outboxRows(db),
    remote: remoteRows(db),
    conflicts: conflictRows(db),
    differences: differenceRows(db),
    reconcile: reconcileRows(db),
    explain: explainRows(db),
    prints: printRows(db),
    secrets: secretRows(db),
    staff: staffRows(db),
    overrides: overrideRows(db),
    syncMinutes: syncMinuteRows(db),
    journal: journalRows(db),
    texts: textRows(db),
    record: recordRows(db),
    signatures: signatureRows(db),
  }
}

export type Store = ReturnType<typeof allRows> & {
  /** This station's id (ULID) and short code, made once with the profile. */
  station: { id: string; code: string }
  newId(): string
  now(): string
  /**
   * The only way to change the store: runs `work` synchronously in one immediate transaction, and with it writes the
   * journal row holding every row image that changed. Listeners hear of it after the commit.
   */
  write<T>(command: Command, work: () => T): T
  /**
   * The same for what only repeats Lightspeed and can be read again (the catalogue, the shadow, how far a feed has
   * come): where nothing else changed, the journal has nothing to keep and gets no row.
   */
  repeat<T>(command: Command, work: () => T): T
  onWritten(listen: (written: Written) => void): () => void
  /** Reads that must see one moment. */
  read<T>(work: () => T): T
  /** Rows of each table, for whoever looks for what is wrong. */
  tableCounts(): IterableIterator<{ table: string; rows: number }>
  /** The version of the store's shape. */
  shapeVersion: number
  journalRowsInOrder(): IterableIterator<import('../journal/chain.ts').JournalRow>
  /** Moves everything out of the write-ahead log and empties it: what was erased is in no old page of it any more. */
  emptyLog(): void
  /** Copies the store with SQLite's own backup, checks the copy, then lets go of the oldest. */
  backUp(): Promise<string>
  /** The other files of this profile in which a store lies. */
  copies(): StoreCopy[]
  /** Removes copies of before updates that are old; what was erased goes from those that stay. Gives what was removed. */
  tidyCopies(): string[]
  close(): void
}

type Committed = { value: unknown; head: Head | null; written: Written }

/** A sound store, or one made new because the old file was damaged: `setAside` is where the damaged one lies. */
export type OpenedStore = { store: Store; setAside: string | null }

/**
 * Opens a profile's `station.sqlite`, making it when there is none. A damaged file, or one that lacks rows its journal
 * is known to have had, is moved aside, never written to.
 *
 * @param isSound the file was checked a moment ago and nobody wrote to it since
 * @param program the version of this program, for the journal; null where it is not told
 * @throws StationError when the store is newer than this program, or another process holds it.
 */
export function openStore(
  folder: string,
  clock: Clock,
  isSound = false,
  program: string | null = null,
): OpenedStore {
  const path = join(folder, 'station.sqlite')
  const setAside = setDamagedAside(path, clock, isSound)
  const db = openDatabase(path)
  try {
    if (versionOf(db) > 0 && versionOf(db) < newestVersion) {
      crashAt('migration.before-copy')
      db.exec(
        `VACUUM INTO '${join(folder, `before-${newestVersion}-${clock.now()}.sqlite`).replaceAll("'", "''")}'`,
      )
      crashAt('migration.copied')
    }
    migrate(db)
    installCapture(db)
    installStateGuard(db)
    return { store: assemble(db, folder, clock, program), setAside }
  } catch (thrown) {
    db.close()
    throw thrown
  }
}

function assemble(db: Database, folder: string, clock: Clock, program: string | null): Store {
  const newId = ulidMaker(clock, newestIdTime(db))
  const rows = allRows(lazyStatements(db), newId, clock)
  const headNote = openHeadNote(join(folder, `station.sqlite${headTail}`))
  const takeCaptured = captureReader(db)
  const readJournal = journalReader(db)
  const listeners = new Set<(written: Written) => void>()
  const known = rows.settings.get('station') as { id: string; code: string } | null
  const station = known ?? newStation(newId)
  let isWriting = false

  const transact = db.transaction(
    (command: Command, work: () => unknown, journals: 'always' | 'changes'): Committed => {
      const value = work()
      if (value instanceof Promise) throw new Error(`The work of ${command.kind} may not wait for anything.`)
      const { once } = command.actor
      if (once?.isUsed === false && !rows.overrides.end(once.overrideId, 'used', isoNow(clock))) {
        throw overrideUsed()
      }
      const changes = takeCaptured()
      const { kind, subject } = command
      let head: Head | null = null
      if (journals === 'always' || changes.length > 0) {
        head = rows.journal.append({
          id: newId(),
          station: station.id,
          at: isoNow(clock),
          actor: command.actor.id,
          subject,
          kind,
          ...withTextsBeside({ given: command.given, changes }, rows.texts.putBeside),
          traceId: command.traceId,
          role: command.actor.role,
          program,
        })
      }
      crashAt('store.before-commit')
      return { value, head, written: { kind, subject, changes, seq: head?.seq ?? null } }
    },
  )

  const readAtOnce = db.transaction((work: () => unknown) => work())

  function commit<T>(command: Command, work: () => T, journals: 'always' | 'changes'): T {
    if (isWriting) throw new Error(`A command (${command.kind}) may not start inside another.`)
    isWriting = true
    let done: Committed
    crashAt('store.before-write')
    try {
      done = transact.immediate(command, work, journals)
    } catch (thrown) {
      throw explainSqlite(thrown, folder)
    } finally {
      isWriting = false
      rows.texts.settle()
    }
    crashAt('store.committed')
    if (command.actor.once !== undefined) command.actor.once.isUsed = true
    try {
      for (const listen of listeners) listen(done.written)
    } finally {
      // Behind the news: a note that comes late says less, never anything false.
      if (done.head !== null) headNote.note(done.head)
    }
    return done.value as T
  }

  const store: Store = {
    ...rows,
    station,
    newId,
    now: () => isoNow(clock),
    write: (command, work) => commit(command, work, 'always'),
    repeat: (command, work) => commit(command, work, 'changes'),
    onWritten(listen) {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
    read: <T>(work: () => T): T => readAtOnce(work) as T,
    tableCounts: () => tableCounts(db),
    shapeVersion: newestVersion,
    journalRowsInOrder: readJournal,
    emptyLog: () => void db.pragma('wal_checkpoint(TRUNCATE)'),
    backUp: () => backUp(db, folder, clock),
    copies: () => copiesIn(folder),
    tidyCopies: () => tidyBeforeCopies(db, folder, clock.now()),
    close() {
      db.close()
      headNote.close()
    },
  }
  if (known === null) {
    store.write(
      { kind: 'station:made', actor: systemActor, subject: null, given: station, traceId: 'start' },
      () => rows.settings.put('station', station),
    )
  }
  return store
}

/** When the newest journal row's id says it was made, in milliseconds; 0 for an empty journal. */
function newestIdTime(db: Database): number {
  const id = db.prepare('SELECT id FROM journal ORDER BY seq DESC LIMIT 1').pluck().get() as
    | string
    | undefined
  return id === undefined ? 0 : decodeTime(id)
}

/**
 * ULIDs that rise even within one millisecond, when the wall clock steps back, and after a restart: the order of
 * scans and of the outbox is the order of their ids.
 */
function ulidMaker(clock: Clock, newestBefore: number): () => string {
  const next = monotonicFactory(pooledChance())
  let newest = newestBefore + 1
  return () => {
    newest = Math.max(newest, clock.now())
    return next(newest)
  }
}

/** A random number from 0 to below 1 a byte, drawn from the system a kilobyte at a time: an id takes sixteen. */
function pooledChance(): () => number {
  const pool = new Uint8Array(1024)
  let used = pool.length
  return () => {
    if (used === pool.length) {
      randomFillSync(pool)
      used = 0
    }
    const byte = pool[used] ?? 0
    used += 1
    return byte / 256
  }
}

/** The short code is the random end of the id: what people read on labels and transfers made here. */
function newStation(newId: () => string): { id: string; code: string } {
  const id = newId()
  return { id, code: id.slice(-4) }
}

/** Full disk and locked file are a normal day: said in words. Everything else stays what it is. */
function explainSqlite(thrown: unknown, folder: string): unknown {
  const code = (thrown as { code?: string }).code ?? ''
  if (code === 'SQLITE_FULL' || code.startsWith('SQLITE_IOERR')) {
    return new StationError(
      'disk-full',
      'This could not be written: the disk is full or does not answer.',
      code === 'SQLITE_FULL' && releaseReserve(folder)
        ? 'Its last reserve is free now: do it again, finish what is on the bench, and make room on the disk.'
        : 'Make room on the disk; what was confirmed before is safe. Then do it again.',
      { retryable: true, cause: thrown },
    )
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new StationError(
      'store-busy',
      'Another program is holding the store.',
      'Close the program that reads the station folder, then do it again.',
      { retryable: true, cause: thrown },
    )
  }
  return thrown
}
