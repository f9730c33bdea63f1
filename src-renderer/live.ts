import type { QueryClient } from '@tanstack/react-query'
import type { FrameState } from '../src-shared/contract/bench.ts'
import type { Ask, Bridge, Takes } from '../src-shared/contract/contract.ts'
import type { News } from '../src-shared/contract/news.ts'
import type { CountDesk } from '../src-shared/model/count.ts'
import type { DeviceState, DeviceView } from '../src-shared/model/device.ts'
import type { PackDesk } from '../src-shared/model/pack.ts'
import type { ReceiveDesk } from '../src-shared/model/receive.ts'
import type { ReturnDesk } from '../src-shared/model/return.ts'
import type { ScanRecord } from '../src-shared/model/scan.ts'
import type { SyncScreen } from '../src-shared/model/sync.ts'
import type { Route } from './route.ts'
import { playSound, soundOf } from './sound.ts'
import { words } from './words.ts'
import { keepLooseScan } from './work/loose-scan.ts'

const scansKept = 6

/** Rows of `now` replaced by their newer selves in `patch`; new ones go to the end. */
export function patched<Row extends { readonly id: string }>(
  now: readonly Row[],
  patch: readonly Row[],
): Row[] {
  if (patch.length === 0) return [...now]
  const fresh = new Map(patch.map((row) => [row.id, row]))
  const kept = now.map((row) => {
    const newer = fresh.get(row.id)
    fresh.delete(row.id)
    return newer ?? row
  })
  return [...kept, ...fresh.values()]
}

/** What happened last first: a new scan, and a scan that is taken back, which is told again. */
export function withScan(scans: readonly ScanRecord[], scan: ScanRecord | null): ScanRecord[] {
  if (!scan) return [...scans]
  const known = scans.find((one) => one.id === scan.id)
  if (known && known.undone === scan.undone) return scans.map((one) => (one === known ? scan : one))
  return [scan, ...scans.filter((one) => one !== known)].slice(0, scansKept)
}

export function patchPackDesk(desk: PackDesk, body: News<'pack'>): PackDesk {
  // A moved 'current box' comes with the box that has it now; the others lose it here.
  const current = body.parcels.find((parcel) => parcel.isCurrent)
  const parcels = patched(desk.parcels, body.parcels).map((parcel) =>
    current && parcel.id !== current.id && parcel.isCurrent ? { ...parcel, isCurrent: false } : parcel,
  )
  return {
    ...desk,
    revision: body.revision,
    head: { ...desk.head, packedUnits: body.totals.packed, plannedUnits: body.totals.planned },
    lines: patched(desk.lines, body.lines),
    parcels,
    totals: body.totals,
    nextTimes: body.nextTimes,
    lastScans: withScan(desk.lastScans, body.scan),
    canUndo: body.canUndo,
  }
}

type CountingDesk = ReceiveDesk | CountDesk
type CountingNews = News<'receive'> | News<'count'>

/** What a scan changes on a bench that counts what is there: all but the lines. */
function patchTop(desk: CountingDesk, body: CountingNews) {
  return {
    revision: body.revision,
    nextTimes: body.nextTimes,
    lastScans: withScan(desk.lastScans, body.scan),
    canUndo: body.canUndo,
  }
}

export function patchReceiveDesk(desk: ReceiveDesk, body: News<'receive'>): ReceiveDesk {
  const lines = patched(desk.lines, body.lines)
  return { ...desk, ...patchTop(desk, body), lines, totals: body.totals }
}

export function patchCountDesk(desk: CountDesk, body: News<'count'>): CountDesk {
  const lines = patched(desk.lines, body.lines)
  return { ...desk, ...patchTop(desk, body), lines, totals: body.totals }
}

/** Entries shown as a list are at most so many; the station gives the oldest. */
const fewEntries = 100

/** Parked ones first, then by age, as the station gives them. */
export function patchSyncScreen(screen: SyncScreen, body: News<'sync'>): SyncScreen {
  const gone = new Set(body.gone)
  const entries = patched(screen.entries, body.entries).filter(({ id }) => !gone.has(id))
  const isParked = ({ state }: SyncScreen['entries'][number]) => state === 'parked'
  return {
    ...screen,
    line: body.line,
    entries: [...entries.filter(isParked), ...entries.filter((entry) => !isParked(entry))],
    conflicts: body.conflicts ?? screen.conflicts,
    feeds: body.feeds,
    allowance: body.allowance,
  }
}

/** Whether the list has run short of what waits: the station gives so many at a time. */
export function hasRunShort({ entries, line }: SyncScreen): boolean {
  return entries.length < line.waiting && entries.length < fewEntries
}

/**
 * Whether a patch follows on from the last one seen: `old` ones are passed over, a `gap` means ask for everything. The
 * same revision again is news too: a label's state moves without a write to the consignment.
 */
export function followsOn(last: number | undefined, revision: number): 'next' | 'old' | 'gap' {
  if (last === undefined || revision === last || revision === last + 1) return 'next'
  return revision < last ? 'old' : 'gap'
}

export function questionsKey(consignmentId: string): readonly unknown[] {
  return ['questions', consignmentId]
}

const asksPerson: ReadonlySet<string> = new Set(['several', 'not-on-transfer'])

/**
 * A code this page read and the station did not take: it is told like any other outcome, with its sound, on the desk
 * that is open or for the screens without one, so that nobody takes it for counted.
 */
export function tellRefused(
  client: QueryClient,
  { screen, id }: Route,
  refused: { text: string; say: string; next: string },
): void {
  const scan: ScanRecord = {
    id: `refused-${crypto.randomUUID()}`,
    at: new Date().toISOString(),
    by: 'keyboard',
    text: refused.text,
    symbology: null,
    aim: null,
    gs1: [],
    problems: [],
    consignmentId: id,
    outcome: { is: 'not-now', why: words.scan.refused(refused.say, refused.next) },
    undone: false,
  }
  playSound(soundOf(scan), volumeOf(client))
  const benches = { receive: 'receive:open', return: 'return:open', count: 'count:open' } as const
  const ask =
    screen === 'receive' || screen === 'return' || screen === 'count' ? benches[screen] : 'pack:open'
  const queryKey = [ask, { consignmentId: id }]
  if (client.getQueryData(queryKey) === undefined) keepLooseScan(client, scan)
  else {
    client.setQueryData<PackDesk | ReceiveDesk | ReturnDesk | CountDesk>(
      queryKey,
      (desk) => desk && { ...desk, lastScans: withScan(desk.lastScans, scan) },
    )
  }
}

function asks(scan: ScanRecord): boolean {
  return asksPerson.has(scan.outcome.is) && !scan.undone
}

/**
 * What is still to be answered on a page that has heard no news yet: the newest scan, when it asks. Whatever came after a
 * question tells that the work went on, and an answer is a scan of its own.
 */
export function questionsLeft([newest]: readonly ScanRecord[]): ScanRecord[] {
  return newest && asks(newest) ? [newest] : []
}

/** A question keeps its place until it is answered or put away, while scanning goes on. */
function keepQuestion(client: QueryClient, scan: ScanRecord): void {
  if (!scan.consignmentId) return
  client.setQueryData<ScanRecord[]>(questionsKey(scan.consignmentId), (open = []) => {
    const others = open.filter((known) => known.id !== scan.id)
    return asks(scan) ? [...others, scan] : others
  })
}

export function settleQuestion(client: QueryClient, consignmentId: string, scanId: string): void {
  client.setQueryData<ScanRecord[]>(questionsKey(consignmentId), (open = []) =>
    open.filter((known) => known.id !== scanId),
  )
}

const listsOf: Record<News<'changed'>['what'], readonly Ask[]> = {
  work: ['work:list', 'order:list', 'recount:list', 'pack:standing', 'product:explain'],
  sync: ['sync:screen', 'sync:story', 'product:explain'],
  reconcile: ['reconcile:state', 'product:explain'],
  devices: ['device:list', 'device:candidates', 'training:state'],
  traffic: ['doctor:traffic'],
  setup: ['setup:state', 'order:rules', 'pack:rules', 'count:rules', 'outlet:list'],
  'sign-in': ['setup:sign-in-state'],
  training: ['training:state'],
  catalogue: ['product:search', 'outlet:list', 'supplier:list'],
  labels: ['label:product-jobs'],
  staff: ['staff:state', 'staff:people', 'override:list', 'approval:inbox', 'approval:of'],
  approvals: ['approval:inbox', 'approval:of', 'approval:rules'],
  record: ['record:job'],
}

const chartEveryMs = 5_000

const gone: ReadonlySet<DeviceState['is']> = new Set(['lost', 'trouble', 'absent', 'set-aside'])

/** Whether a device that was ready no longer is. */
export function hasLost(before: readonly DeviceView[], now: readonly DeviceView[]): boolean {
  return before.some((device) => {
    const later = now.find((known) => known.role === device.role)?.state.is
    return device.state.is === 'ready' && later !== undefined && gone.has(later)
  })
}

/** How loud this station is, 0 to 1; silent until the frame is known. */
export function volumeOf(client: QueryClient): number {
  return client.getQueryData<FrameState>(['frame:state', {}])?.volume ?? 0
}

export type LiveEvents = {
  /** A scan that no open desk took. */
  readonly onLooseScan: (scan: ScanRecord) => void
}

/** Writes the station's news into the cache, plays each outcome's sound, and starts over after a lost connection. */
export function followNews(bridge: Bridge, client: QueryClient, events: LiveEvents): () => void {
  const key = <A extends Ask>(ask: A, takes: Takes<A>) => [ask, takes]
  const again = (queryKey: readonly unknown[]) => void client.invalidateQueries({ queryKey })

  function sounded(scan: ScanRecord | null): void {
    if (!scan) return
    playSound(soundOf(scan), volumeOf(client))
    keepQuestion(client, scan)
  }

  function take<
    Desk extends { revision: number },
    Body extends { consignmentId: string; revision: number; scan: ScanRecord | null },
  >(
    ask: 'pack:open' | 'receive:open' | 'count:open',
    body: Body,
    patch: (desk: Desk, body: Body) => Desk,
  ): void {
    const queryKey = key(ask, { consignmentId: body.consignmentId })
    const step = followsOn(client.getQueryData<Desk>(queryKey)?.revision, body.revision)
    if (step === 'old') return
    client.setQueryData<Desk>(queryKey, (desk) => desk && patch(desk, body))
    // An answer on its way was made before this news: it would put the desk back, so it is asked for anew.
    if (step === 'gap' || client.isFetching({ queryKey }) > 0) again(queryKey)
    sounded(body.scan)
  }

  let chartAskedMs = 0

  function takeSync(body: News<'sync'>): void {
    const queryKey = key('sync:screen', {})
    const gone = new Set(body.gone)
    const left = client.getQueryData<SyncScreen>(queryKey)?.entries.filter(({ id }) => gone.has(id)) ?? []
    for (const { consignmentId } of [...body.entries, ...left]) {
      const story = key('sync:story', { consignmentId })
      if (client.getQueryState(story) !== undefined) again(story)
    }
    client.setQueryData<SyncScreen>(queryKey, (screen) => screen && patchSyncScreen(screen, body))
    const screen = client.getQueryData<SyncScreen>(queryKey)
    if (client.isFetching({ queryKey }) > 0 || (screen !== undefined && hasRunShort(screen))) again(queryKey)
    for (const ask of listsOf.sync) if (!ask.startsWith('sync:')) again([ask])
  }

  const stops = [
    bridge.hear('sync', takeSync),
    bridge.hear('health', (body) => {
      client.setQueryData(key('sync:health', {}), body)
      // A chart moves with its quarter of an hour; a look every few seconds is plenty.
      if (Date.parse(body.at) - chartAskedMs >= chartEveryMs) {
        chartAskedMs = Date.parse(body.at)
        again(key('sync:chart', {}))
      }
    }),
    bridge.hear('frame', (body) => {
      const before = client.getQueryData<FrameState>(key('frame:state', {}))
      if (before && hasLost(before.devices, body.devices)) playSound('device-lost', body.volume)
      client.setQueryData(key('frame:state', {}), body)
    }),
    bridge.hear('scale', (body) => client.setQueryData(key('scale:read', {}), body)),
    bridge.hear('changed', (body) => {
      for (const ask of listsOf[body.what]) again([ask])
    }),
    bridge.hear('pack', (body) => take('pack:open', body, patchPackDesk)),
    bridge.hear('receive', (body) => take('receive:open', body, patchReceiveDesk)),
    bridge.hear('count', (body) => take('count:open', body, patchCountDesk)),
    bridge.hear('consignment', ({ consignmentId }) => {
      again(key('count:open', { consignmentId }))
      again(key('pack:open', { consignmentId }))
      again(key('receive:open', { consignmentId }))
      again(key('approval:of', { consignmentId }))
      again(key('return:open', { consignmentId }))
      again(key('consignment:history', { consignmentId }))
      again(key('order:open', { consignmentId }))
    }),
    bridge.hear('list-scan', ({ scan }) => sounded(scan)),
    bridge.hear('field-scan', ({ scan }) => sounded(scan)),
    bridge.hear('scan', (scan) => {
      sounded(scan)
      events.onLooseScan(scan)
      // The card of the scanner says what came last.
      again(['device:list'])
    }),
  ]
  let wasAway = false
  stops.push(
    bridge.onConnection((isConnected) => {
      if (!isConnected) {
        wasAway = true
        // Nobody weighs any more: the last weight would pass for the one on the scale.
        client.setQueryData(key('scale:read', {}), { reading: null })
        return
      }
      if (wasAway) void client.invalidateQueries()
    }),
  )
  return () => {
    for (const stop of stops) stop()
  }
}
