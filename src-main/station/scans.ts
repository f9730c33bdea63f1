import type { AnyNews } from '../../src-shared/contract/news.ts'
import { StationError } from '../../src-shared/failure.ts'
import type { ScanBy, ScanRecord } from '../../src-shared/model/scan.ts'
import type { ScanReading } from '../../src-shared/rule/scan-text.ts'
import { type Bench, commandOn } from '../bench.ts'
import { type DeskPages, openDeskPages, type ShownDesk } from '../desk/desk-pages.ts'
import { noteHidden, readRaw, takeScan } from '../desk/desk-scan.ts'
import { type FieldScans, openFieldScans } from '../desk/field-scan.ts'
import type { Staff } from '../staff/staff.ts'
import { keepSetting, readSetting } from '../station-settings.ts'
import type { Store } from '../store/store.ts'
import { deskRoutes } from './desk-routes.ts'

/** Every code that comes, from whatever read it: to whom it goes, and what is told when it could not be taken. */
export type Scans = {
  /** Takes one scan: to the field that waits for a code, else to the desk the person is looking at. */
  scan(text: string, by: ScanBy): ScanRecord
  /** A scan nobody waits for an answer of: what goes wrong with it is told to the screens. Never throws. */
  came(text: string, by: ScanBy): void
  /** A code that came and was not taken, with a sentence for whoever scanned it. */
  dropped(why: string, by: ScanBy): void
  /** Fields of a screen that take the next code. */
  fields: FieldScans
  /** The pages that are open, and which of them has the scanner. */
  pages: DeskPages
  /** A page is closed. Never throws. */
  pageLeft(pageId: string): void
  close(): void
}

type Needs = {
  bench: Bench
  staff: Staff
  tell(news: AnyNews): void
  /** What became of a scan, and what it was read from. */
  noted(record: ScanRecord, text: string, by: ScanBy): void
}

/** Puts the way of a scan together: badge, waiting field, desk. */
export function openScans({ bench, staff, tell, noted }: Needs): Scans {
  const { store, log } = bench
  let isClosed = false
  const fields = openFieldScans({
    bench,
    tell: (fieldId, taken) => tell({ topic: 'field-scan', body: { fieldId, scan: taken } }),
    toDesk: (text, by) => byItself(() => deskScan(readRaw(text, by), by), text, by),
  })
  const pages = openDeskPages({
    follow: showDesk,
    tell: (pageId) => tell({ topic: 'scanner', body: { pageId } }),
  })

  function scan(text: string, by: ScanBy): ScanRecord {
    const read = readRaw(text, by)
    const met = by === 'typed' || by === 'hand' ? staff.typed() : staff.scanned(read.text)
    // What was on a badge stands in no row.
    if (met.is !== 'go') return noteHidden(bench, by, met)
    const record = fields.offer(text, by) ?? deskScan(read, by)
    noted(record, text, by)
    return record
  }

  function deskScan(read: ScanReading, by: ScanBy): ScanRecord {
    return takeScan(bench, deskRoutes, read, by, staff.standingAt)
  }

  /** Scans go to this desk from now on, also after a restart. */
  function showDesk({ field, screen, consignmentId }: ShownDesk): void {
    fields.show(field)
    const before = readSetting(store, 'desk')
    if (before?.screen === screen && before.consignmentId === consignmentId) return
    const desk = { screen, consignmentId }
    store.write({ ...commandOn(bench, 'desk:show', '', desk), subject: null }, () =>
      keepSetting(store, 'desk', desk),
    )
  }

  function byItself(work: () => unknown, text: string, by: ScanBy): void {
    try {
      work()
    } catch (thrown) {
      if (!(thrown instanceof StationError)) log.bug('desk.scan-broke', thrown)
      tell({ topic: 'scan', body: notTaken(store, text, by, thrown) })
    }
  }

  return {
    scan,
    came: (text, by) => byItself(() => scan(text, by), text, by),
    dropped(why, by) {
      log.warn('device.scan-dropped', { why })
      const dropped = new StationError('scan-dropped', why, 'The scanner is under Devices.')
      tell({ topic: 'scan', body: notTaken(store, '', by, dropped) })
    },
    fields,
    pages,
    pageLeft(pageId) {
      if (isClosed) return
      try {
        pages.left(pageId)
      } catch (thrown) {
        // The closed page keeps its place: the next use of another page takes the scanner from it.
        log.bug('desk.page-left-broke', thrown)
      }
    },
    close() {
      isClosed = true
      fields.close()
    },
  }
}

/** A scan that could not be written: whoever held the scanner hears it, and the sentence says that it does not count. */
function notTaken(store: Store, text: string, by: ScanBy, thrown: unknown): ScanRecord {
  const why =
    thrown instanceof StationError
      ? `${thrown.message} ${thrown.next}`
      : 'Something broke: this scan was not counted. It is in the log.'
  return {
    id: store.newId(),
    at: store.now(),
    by,
    text,
    symbology: null,
    aim: null,
    gs1: [],
    problems: [],
    consignmentId: null,
    outcome: { is: 'not-now', why },
    undone: false,
  }
}
