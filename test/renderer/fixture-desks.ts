import type { FrameState } from '../../src-shared/contract/bench.ts'
import type { ConsignmentHead } from '../../src-shared/model/consignment.ts'
import type { CountDesk, CountLine } from '../../src-shared/model/count.ts'
import type { PackDesk, PackLine, ParcelView } from '../../src-shared/model/pack.ts'
import type { ProductHit } from '../../src-shared/model/product.ts'
import type { ReceiveDesk, ReceiveLine } from '../../src-shared/model/receive.ts'
import type { ScanOutcome, ScanRecord } from '../../src-shared/model/scan.ts'

/** Believable desks for looking at the screens without a station. */

const hour = 3_600_000
export const startedAt = Date.now()
export function ago(ms: number): string {
  return new Date(startedAt - ms).toISOString()
}

const goods = [
  'Pod Kit Black',
  'Coil 0.8 Ω (pack of 5)',
  'Mint 60 ml 3 mg',
  'Charger Cable USB-C 1 m',
  'Tank Glass 4 ml',
  'Peach Ice 30 ml 20 mg salt',
  'Battery 21700 Twin Pack',
  'Drip Tip Resin Blue',
  'Cotton Roll Organic',
  'Pod Kit Silver with Long Descriptive Name for the Counter Display',
]

export function product(at: number): ProductHit {
  const name = goods[at % goods.length] ?? 'Product'
  return {
    id: `product-${at}`,
    name: at < goods.length ? name : `${name} No ${at}`,
    sku: `SKU-${String(at).padStart(4, '0')}`,
    codes: [`94000000${String(at).padStart(5, '0')}`],
    priceCents: 995 + at * 50,
    stock: (at * 37) % 120,
    hasPicture: at % 3 !== 2,
    isActive: true,
    containsNicotine: name.includes('mg'),
  }
}

const outlets = [
  { id: 'outlet-main', name: 'Warehouse' },
  { id: 'outlet-a', name: 'Ponsonby' },
  { id: 'outlet-b', name: 'Hamilton East' },
  { id: 'outlet-c', name: 'Frankton' },
] as const
export const places = outlets.map((place) => ({ ...place }))

export function head(more: Partial<ConsignmentHead> = {}): ConsignmentHead {
  return {
    id: 'c-pack',
    code: 'TR-STO-202611-000123-45',
    kind: 'OUTLET',
    state: 'packing',
    reference: 'PK-01JD0000000000000000000001',
    remoteId: null,
    remoteStatus: null,
    from: places[0] ?? null,
    to: places[1] ?? null,
    supplier: null,
    note: '',
    dueAt: new Date(startedAt + 26 * hour).toISOString(),
    createdAt: ago(5 * hour),
    createdBy: 'Bench 1',
    updatedAt: ago(60_000),
    lines: 10,
    plannedUnits: 96,
    packedUnits: 41,
    receivedUnits: 0,
    expectedUnits: 96,
    packedOfPlanned: more.packedUnits ?? 41,
    receivedOfExpected: more.receivedUnits ?? 0,
    damagedUnits: 0,
    boxes: 2,
    shipment: null,
    waiting: null,
    conflict: null,
    readOnlyBecause: null,
    ...more,
  }
}

export function packLine(at: number, planned: number, packed: number): PackLine {
  const hit = product(at)
  return {
    id: `line-${at}`,
    productId: hit.id,
    name: hit.name,
    sku: hit.sku,
    planned,
    packed,
    isExtra: false,
    stock: hit.stock,
    unitGrams: 90 + at * 13,
    unitGramsFrom: at % 5 === 3 ? 'D' : at % 4 === 1 ? 'C' : 'P',
    boxes: packed > 0 ? [{ parcelId: 'box-2', number: 2, quantity: packed }] : [],
    hasPicture: hit.hasPicture,
    containsNicotine: hit.containsNicotine,
    touchedAt: null,
  }
}

export function parcel(number: number, more: Partial<ParcelView> = {}): ParcelView {
  return {
    id: `box-${number}`,
    number,
    state: 'open',
    isCurrent: false,
    units: 18,
    grams: null,
    weightFrom: null,
    expectedGrams: 4290,
    toleranceGrams: 60,
    coverage: { P: 12, C: 4, D: 2 },
    size: '400×300×200',
    labelNumber: null,
    label: 'none',
    labelCopies: 0,
    labelProblem: null,
    labelNote: null,
    sealedAt: null,
    ...more,
  }
}

let scanCount = 0
export function scan(
  text: string,
  outcome: ScanOutcome,
  consignmentId: string | null = 'c-pack',
): ScanRecord {
  scanCount += 1
  return {
    id: `scan-${scanCount}`,
    at: new Date(startedAt + scanCount * 1000).toISOString(),
    by: 'serial',
    text,
    symbology: null,
    aim: null,
    gs1: [],
    problems: [],
    consignmentId,
    outcome,
    undone: false,
  }
}

export function packTotals(lines: readonly PackLine[]): PackDesk['totals'] {
  return {
    planned: lines.reduce((sum, line) => sum + line.planned, 0),
    packed: lines.reduce((sum, line) => sum + line.packed, 0),
    shortLines: lines.filter((line) => line.packed < line.planned).length,
    overLines: lines.filter((line) => line.packed > line.planned && !line.isExtra).length,
    extraLines: lines.filter((line) => line.isExtra).length,
  }
}

/** A transfer on the bench; `count` lines. */
export function packDesk(count: number, id = 'c-pack'): PackDesk {
  const lines = Array.from({ length: count }, (_, at) => {
    const planned = 4 + (at % 5) * 3
    return packLine(at, planned, at % 4 === 1 ? planned : at % 4 === 3 ? planned - 2 : 0)
  })
  return {
    head: head({ id, lines: count, note: 'Weekend top-up' }),
    revision: 0,
    lines,
    parcels: [
      parcel(1, {
        state: 'sealed',
        units: 23,
        grams: 3910,
        weightFrom: 'typed',
        label: 'printed',
        labelCopies: 1,
        labelNumber: '094000000000000018',
        sealedAt: ago(hour),
      }),
      parcel(2, { isCurrent: true, units: 18 }),
    ],
    totals: packTotals(lines),
    handover: null,
    planChanges: [],
    nextTimes: 1,
    lastScans: [],
    canUndo: false,
  }
}

export function receiveLine(at: number, more: Partial<ReceiveLine> = {}): ReceiveLine {
  const hit = product(at)
  return {
    id: `line-${at}`,
    productId: hit.id,
    name: hit.name,
    sku: hit.sku,
    expected: 6 + (at % 4) * 2,
    before: 0,
    received: 0,
    damaged: 0,
    note: '',
    isExtra: false,
    hasPicture: hit.hasPicture,
    touchedAt: null,
    ...more,
  }
}

export function receiveDesk(count: number): ReceiveDesk {
  const lines = Array.from({ length: count }, (_, at) =>
    receiveLine(at, at === 1 ? { before: 4, received: 4, damaged: 1, note: 'One blister torn' } : {}),
  )
  return {
    revision: 0,
    head: head({
      id: 'c-receive',
      code: 'TR-STO-202611-000124-12',
      state: 'partial',
      from: places[1] ?? null,
      to: places[0] ?? null,
      packedUnits: 90,
    }),
    lines,
    boxes: [1, 2, 3].map((number) => ({
      parcelId: `in-${number}`,
      number,
      units: 30,
      grams: 4000 + number * 111,
      labelNumber: `09400000000000010${number}`,
      isConfirmed: number === 1,
      isOpened: number === 2,
    })),
    unlisted: [{ id: 'u1', text: '5012345678900', name: 'Sample display stand', quantity: 1, note: '' }],
    receipts: [
      {
        id: 'r1',
        number: 1,
        state: 'closed',
        openedAt: ago(30 * hour),
        closedAt: ago(29 * hour),
        closing: 'partial',
        reason: null,
        received: 4,
        damaged: 0,
      },
      {
        id: 'r2',
        number: 2,
        state: 'open',
        openedAt: ago(hour),
        closedAt: null,
        closing: null,
        reason: null,
        received: 4,
        damaged: 1,
      },
    ],
    effects: [
      {
        receiptNumber: 1,
        lineId: 'line-1',
        productId: 'product-1',
        name: goods[1] ?? '',
        units: 4,
        isAcknowledged: true,
      },
    ],
    totals: { expected: 87, received: 8, damaged: 1, short: 79, over: 0, extra: 0 },
    nextTimes: 1,
    lastScans: [],
    canUndo: true,
    forTheOffice: ['1 unlisted item: Sample display stand (5012345678900)'],
  }
}

export function frame(): FrameState {
  return {
    stationCode: 'Bench 2',
    version: '0.1.0',
    outlet: places[0] ?? null,
    timeZone: null,
    isTraining: true,
    isNetworkCut: false,
    storeName: 'Training store',
    notice: null,
    canBringBack: false,
    alert: null,
    devices: [
      {
        role: 'scanner',
        address: 'virtual',
        state: { is: 'ready' },
        say: 'The scanner is ready.',
        next: 'Scan anything to try it.',
        lastSeenAt: ago(1000),
        lastData: '9400000000015',
        isVirtual: true,
      },
      {
        role: 'scale',
        address: 'virtual',
        state: { is: 'ready' },
        say: 'The scale is ready.',
        next: 'Put a box on it.',
        lastSeenAt: ago(1000),
        lastData: '4320 g',
        isVirtual: true,
      },
      {
        role: 'printer',
        address: 'tcp:127.0.0.1:9100',
        state: { is: 'lost', why: 'no answer', since: ago(600_000) },
        say: 'The label printer does not answer.',
        next: 'Is it switched on and is the cable in? Labels wait and print by themselves.',
        lastSeenAt: ago(600_000),
        lastData: null,
        isVirtual: true,
      },
    ],
    sync: {
      is: 'waiting',
      say: '3 waiting, oldest 40 s',
      waiting: 3,
      parked: 1,
      conflicts: 1,
      needs: 1,
      oldestWaitingSince: ago(40_000),
      mustSignIn: false,
    },
    theme: 'light',
    volume: 0.5,
  }
}

export function workLists() {
  return {
    toPack: [
      head({
        dueAt: ago(3 * hour),
        note: 'Weekend top-up',
        waiting: { since: ago(40_000), what: 'Create at Lightspeed', why: null, isParked: false },
      }),
      head({
        id: 'c-big',
        code: 'TR-STO-202611-000130-02',
        state: 'approved',
        packedUnits: 0,
        boxes: 0,
        to: places[2] ?? null,
        lines: 1000,
        plannedUnits: 10_000,
      }),
      head({
        id: 'c-draft',
        code: 'TR-STO-202611-000131-77',
        state: 'draft',
        packedUnits: 0,
        boxes: 0,
        to: places[3] ?? null,
        dueAt: null,
      }),
    ],
    toReceive: [
      head({
        id: 'c-receive',
        code: 'TR-STO-202611-000124-12',
        state: 'partial',
        from: places[1] ?? null,
        to: places[0] ?? null,
        receivedUnits: 8,
      }),
    ],
    toOrder: [],
    toCount: [countDesk('scheduled').head, countDesk('counting').head],
    waiting: [],
    done: [
      head({
        id: 'c-done',
        code: 'TR-STO-202611-000101-31',
        state: 'completed',
        packedUnits: 96,
        receivedUnits: 96,
      }),
    ],
  }
}

function countLine(at: number, more: Partial<CountLine> = {}): CountLine {
  const { id: productId, name, sku, hasPicture } = product(at)
  return {
    id: `line-${at}`,
    productId,
    name,
    sku,
    hasPicture,
    counted: at % 3 === 0 ? null : at * 2,
    countedAt: at % 3 === 0 ? null : ago(60_000 * at),
    expected: at * 2 + (at % 2),
    skippedBecause: at === 6 ? 'Cannot be reached' : null,
    isInRound: true,
    isAdded: at === 8,
    earlier: at === 4 ? [{ round: 1, counted: 5 }] : [],
    variance: null,
    movedDuring: 0,
    movedSince: 0,
    isLevelOld: false,
    level: null,
    touchedAt: at === 1 ? ago(1000) : null,
    ...more,
  }
}

/** A stocktake of ten products: three of them not counted yet, or all of them in the review. */
export function countDesk(state: 'scheduled' | 'counting' | 'review'): CountDesk {
  const isReview = state === 'review'
  const lines = Array.from({ length: 10 }, (_, at) => {
    if (!isReview) return countLine(at)
    const units = [0, -3, 12, 1][at % 4] ?? 0
    const counted = at * 2 + 20
    const isSkipped = at === 6
    const of = {
      counted,
      expected: counted - units,
      variance: { units, cents: at === 5 ? null : units * 480 },
    }
    return countLine(at, {
      ...(isSkipped ? { counted: null, expected: 12 } : of),
      movedDuring: at === 1 ? -2 : 0,
      movedSince: at === 2 ? 1 : 0,
    })
  })
  return {
    head: head({
      id: `c-${state}`,
      code: `STAAAA-00001${state.length}`,
      kind: 'STOCKTAKE',
      state,
      from: null,
      to: places[1] ?? null,
      note: 'Top shelf',
      boxes: 0,
      plannedUnits: 0,
      packedUnits: 0,
    }),
    revision: 4,
    isBlind: false,
    isOwnList: true,
    setsLevels: false,
    round: 1,
    lines,
    totals: { lines: 10, open: isReview ? 0 : 3, skipped: 1, units: 64 },
    sums: isReview ? { units: 27, cents: 9_600, netUnits: 21, netCents: 7_200, unpriced: 1 } : null,
    mayStationApprove: false,
    nextTimes: 1,
    lastScans: [],
    canUndo: false,
  }
}
