import type { Ask } from '../../src-shared/contract/contract.ts'
import type { News, NewsTopic } from '../../src-shared/contract/news.ts'
import { StationError } from '../../src-shared/failure.ts'
import type { PackDesk, PackLine } from '../../src-shared/model/pack.ts'
import type { ScanOutcome, ScanRecord } from '../../src-shared/model/scan.ts'
import type { StaffState } from '../../src-shared/model/staff.ts'
import type { ScaleReading } from '../../src-shared/model/weight.ts'
import type { PersonRole } from '../../src-shared/rule/rights.ts'
import { fixtureApproval } from './fixture-approval.ts'
import * as desks from './fixture-desks.ts'
import { fixtureDoctor } from './fixture-doctor.ts'
import { fixtureOffice } from './fixture-office.ts'
import { fixtureOrder } from './fixture-order.ts'
import { fixtureRecord } from './fixture-record.ts'
import { fixtureReturn } from './fixture-return.ts'

type Tell = (topic: NewsTopic, body: unknown) => void

/** Fields of the requests answered here; the door has parsed them. */
type Given = {
  consignmentId: string
  lineId: string
  by: number | string
  productId: string
  times: number
  text: string
  field: { id: string } | null
}

export type FixtureStation = ReturnType<typeof fixtureStation>

/** A pretend station that counts: enough to press every key of the packing bench and see what the screen says. */
export function fixtureStation(tell: Tell) {
  const packs = new Map<string, PackDesk>([
    ['c-pack', desks.packDesk(10)],
    ['c-big', desks.packDesk(1000, 'c-big')],
    [
      'c-draft',
      { ...desks.packDesk(3, 'c-draft'), head: desks.head({ id: 'c-draft', state: 'draft' }), parcels: [] },
    ],
  ])
  const receive = desks.receiveDesk(10)
  const frame = desks.frame()
  let staff: StaffState = { is: 'open' }
  const asked: { ask: Ask; takes: unknown }[] = []
  let reading: ScaleReading | null = { is: 'steady', grams: 4320, net: false, shown: '4.320 kg' }
  const refused = new Set<string>()
  let touch = 0
  let field: { id: string } | null = null
  let scanFailure: StationError | null = null

  function packOf(id: string): PackDesk {
    const desk = packs.get(id)
    if (!desk)
      throw new StationError('not-found', 'This consignment is not here.', 'Look for it on the work screen.')
    return desk
  }

  function tellPack(desk: PackDesk, record: ScanRecord | null, lines: PackLine[]): void {
    desk.totals = desks.packTotals(desk.lines)
    if (record) desk.lastScans = [record, ...desk.lastScans].slice(0, 6)
    desk.revision += 1
    tell('pack', {
      consignmentId: desk.head.id,
      revision: desk.revision,
      lines,
      parcels: desk.parcels,
      totals: desk.totals,
      nextTimes: desk.nextTimes,
      scan: record,
      canUndo: desk.canUndo,
    })
  }

  function count(
    desk: PackDesk,
    line: PackLine,
    by: number,
    text: string,
    readBy: ScanRecord['by'] = 'serial',
  ): ScanRecord {
    touch += 1
    line.packed = Math.max(0, line.packed + by)
    line.touchedAt = new Date(desks.startedAt + touch * 1000).toISOString()
    line.boxes = line.packed > 0 ? [{ parcelId: 'box-2', number: 2, quantity: line.packed }] : []
    desk.canUndo = true
    const totals = desks.packTotals(desk.lines)
    const is =
      line.packed > line.planned
        ? 'over'
        : totals.packed >= totals.planned && totals.shortLines === 0
          ? 'all-complete'
          : line.packed === line.planned
            ? 'line-complete'
            : 'counted'
    const { id: lineId, productId, name, planned } = line
    const outcome: ScanOutcome = {
      is,
      lineId,
      productId,
      name,
      times: by,
      counted: line.packed,
      planned,
      boxNumber: 2,
      pack: null,
    }
    const record = { ...desks.scan(text, outcome, desk.head.id), by: readBy }
    tellPack(desk, record, [line])
    return record
  }

  /** Shows any outcome on a desk, as if a device had read something. */
  function show(text: string, outcome: ScanOutcome, more: Partial<ScanRecord> = {}): ScanRecord {
    const id = more.consignmentId ?? 'c-pack'
    const record = { ...desks.scan(text, outcome, id), ...more }
    tellPack(packOf(id), record, [])
    return record
  }

  function takeProduct(desk: PackDesk, productId: string, times: number): ScanRecord {
    let line = desk.lines.find((known) => known.productId === productId)
    if (!line) {
      line = { ...desks.packLine(Number(productId.split('-')[1]), 0, 0), isExtra: true }
      desk.lines.push(line)
    }
    return count(desk, line, times, productId, 'hand')
  }

  function scanCode(text: string): ScanRecord {
    const desk = packOf('c-pack')
    const line = desk.lines.find(
      (known) => text === desks.product(Number(known.productId.split('-')[1])).codes[0],
    )
    return line ? count(desk, line, 1, text) : show(text, { is: 'unknown' })
  }

  const office = fixtureOffice()
  const record = fixtureRecord(() => tell('changed', { what: 'record' }))
  const approval = fixtureApproval((what) => tell('changed', { what }))
  const doctor = fixtureDoctor((what) => tell('changed', { what }))
  function answer(ask: Ask, raw: unknown): unknown {
    const takes = raw as Given
    asked.push({ ask, takes: raw })
    switch (ask) {
      case 'staff:state':
        return staff
      case 'frame:state':
        return frame
      case 'setup:look':
        Object.assign(frame, takes)
        tell('frame', frame)
        return {}
      case 'scale:read':
        return { reading }
      case 'work:list':
        return desks.workLists()
      case 'outlet:list':
        return desks.places
      case 'product:search': {
        const text = takes.text.toLowerCase()
        return Array.from({ length: 40 }, (_, at) => desks.product(at)).filter(
          (hit) => hit.name.toLowerCase().includes(text) || hit.codes.includes(text),
        )
      }
      case 'pack:open':
        return packOf(takes.consignmentId)
      case 'receive:open':
        return receive
      case 'count:open': {
        const state = takes.consignmentId.replace('c-', '')
        return desks.countDesk(state === 'scheduled' || state === 'review' ? state : 'counting')
      }
      case 'pack:change': {
        const desk = packOf(takes.consignmentId)
        const line = desk.lines.find((known) => known.id === takes.lineId)
        if (!line) throw new StationError('not-found', 'This line is gone.', 'Look at the list again.')
        return count(desk, line, Number(takes.by), '')
      }
      case 'pack:take':
        if (refused.has(takes.productId)) {
          throw new StationError(
            'no-such-product',
            'That product is not in the catalogue.',
            'Search for it again.',
          )
        }
        return takeProduct(packOf(takes.consignmentId), takes.productId, takes.times)
      case 'pack:undo': {
        const desk = packOf(takes.consignmentId)
        desk.canUndo = false
        const last = desk.lastScans[0] ?? desks.scan('', { is: 'unknown' })
        const record = { ...last, undone: true }
        desk.lastScans = desk.lastScans.slice(1)
        tellPack(desk, record, [])
        return record
      }
      case 'desk:show':
        field = takes.field
        return { pageId: 'page-1', scannerAt: 'page-1' }
      case 'desk:where':
        return { screen: 'work', consignmentId: null }
      case 'desk:scan': {
        if (scanFailure) throw scanFailure
        if (!field || takes.by === 'typed') return scanCode(takes.text)
        const record = desks.scan(takes.text, { is: 'for-field', what: 'tracking' }, null)
        tell('field-scan', { fieldId: field.id, scan: record })
        return record
      }
      case 'desk:times': {
        const desk = packOf(takes.consignmentId)
        desk.nextTimes = takes.times
        tellPack(desk, null, [])
        return {}
      }
      case 'pack:new-box': {
        const desk = packOf(takes.consignmentId)
        const number = desk.parcels.length + 1
        desk.parcels = [
          ...desk.parcels.map((parcel) => ({ ...parcel, isCurrent: false })),
          desks.parcel(number, { isCurrent: true, units: 0, expectedGrams: 0 }),
        ]
        tellPack(desk, null, [])
        return { parcelId: `box-${number}`, number }
      }
      case 'pack:seal':
        throw new StationError(
          'not-steady',
          'The weight was not steady.',
          'Let the box stand, then press F9 again.',
        )
      case 'pack:packed':
        throw new StationError('open-box', 'Box 2 is not sealed.', 'Seal it with F9, then press F7 again.')
      default:
        return (
          doctor(ask, raw) ??
          approval(ask, raw) ??
          fixtureOrder(ask) ??
          fixtureReturn(ask, raw) ??
          record(ask, raw) ??
          office(ask)
        )
    }
  }
  return {
    answer,
    asked,
    show,
    packOf,
    frame,
    /** Somebody of this role is at the station. */
    signOn(role: PersonRole): void {
      const person = { id: 'person-1', name: 'Bench 1', role }
      staff = { is: 'on', person, people: [person], badgeOf: null, lockAfterMinutes: null }
      tell('changed', { what: 'staff' })
    },
    /** Products that cannot be added. */
    refused,
    /** Every scan fails with this from now on; null: they are taken again. */
    failScans(failure: StationError | null) {
      scanFailure = failure
    },
    /** The scanner goes to the page with this id; the one page here is `page-1`. */
    tellScannerAt: (pageId: string) => tell('scanner', { pageId }),
    /** What changed of sync. */
    tellSync: (body: News<'sync'>) => tell('sync', body),
    /** Shows any outcome at the receiving bench. */
    showReceived(text: string, outcome: ScanOutcome): void {
      const { id: consignmentId } = receive.head
      receive.revision += 1
      const { revision, totals, nextTimes, canUndo } = receive
      const record = desks.scan(text, outcome, consignmentId)
      tell('receive', { consignmentId, revision, lines: [], totals, nextTimes, scan: record, canUndo })
    },
    /** The delivery is closed; whoever looks at it asks again. */
    closeReceived(): void {
      receive.head.state = 'received'
      tell('consignment', { consignmentId: receive.head.id })
    },
    /** A scan that no desk takes. */
    showLoose: (record: ScanRecord) => tell('scan', record),
    weigh(fresh: ScaleReading | null) {
      reading = fresh
      tell('scale', { reading })
    },
  }
}
