import { AsyncLocalStorage } from 'node:async_hooks'
import type { FrameState } from '../../src-shared/contract/bench.ts'
import type { AnyNews, NewsTopic } from '../../src-shared/contract/news.ts'
import type { DeviceRole } from '../../src-shared/model/device.ts'
import type { Alert } from '../../src-shared/model/health.ts'
import { type PrinterPaper, usualPaper } from '../../src-shared/model/printer.ts'
import { knownZone, usualZone } from '../../src-shared/rule/time-zone.ts'
import { openApprovalClock } from '../approval/clock-run.ts'
import type { ApprovalParts } from '../approval/submit.ts'
import { atMostEvery } from '../at-most-every.ts'
import type { Bench } from '../bench.ts'
import type { Clock } from '../clock.ts'
import type { HidTransport } from '../device/hid/hid-transport.ts'
import { nodeHid } from '../device/hid/node-hid.ts'
import { systemQueues } from '../device/printer/queue/system-queues.ts'
import { lineObserver } from '../device/traffic/observe.ts'
import type { FileDoor } from '../host/station-door.ts'
import type { HeadSigner } from '../journal/head-signer.ts'
import { type LabelPreview, labelPreview } from '../label/preview.ts'
import { routesOf } from '../label/print-desk.ts'
import { openPrintRun, type PrintRun } from '../label/print-run.ts'
import type { LineAccess } from '../lightspeed/line-access.ts'
import type { Log } from '../log/log.ts'
import { openSendClock } from '../packing/send-by-itself.ts'
import type { Random } from '../random.ts'
import { openRecordJobs, type RecordJobs } from '../record/record-jobs.ts'
import { mustBeComplete } from '../returning/lacks.ts'
import { askedBy } from '../staff/session.ts'
import type { Staff } from '../staff/staff.ts'
import { type Connection, lookOf, readSetting } from '../station-settings.ts'
import { type Store, systemActor, type Written } from '../store/store.ts'
import { type Dashboard, openDashboard } from '../sync/dashboard/dashboard.ts'
import { alertForFrame } from '../sync/dashboard/health.ts'
import { openSyncNews } from '../sync/dashboard/sync-news.ts'
import { type Link, openLink } from '../sync/link.ts'
import { syncLine } from '../sync/sync-screen.ts'
import { newTraceId } from '../trace-id.ts'
import { openDailyBackup } from './daily-backup.ts'
import { openDeskMemory } from './desk-memory.ts'
import { type BenchDevices, openBenchDevices } from './devices.ts'
import { type Doctor, openDoctor } from './doctor.ts'
import { openFiles } from './files.ts'
import { openReserve } from './keep-reserve.ts'
import { newsOf } from './news.ts'
import { openScans, type Scans } from './scans.ts'
import { mayBringBack, noticeSeen, type SetAside, setAsideNotice } from './set-aside.ts'
import type { Training } from './training.ts'

/** The trace id of the request being answered, so that its journal rows and log lines carry the same number. */
export const requestTrace = new AsyncLocalStorage<string>()

const frameEveryMs = 250
/** Told to nobody at a locked station: whoever signs in asks anew. */
const newsOfWork: ReadonlySet<NewsTopic> = new Set([
  'pack',
  'receive',
  'count',
  'consignment',
  'sync',
  'field-scan',
  'list-scan',
])

/** Everything that runs for one store: the bench, its devices, the line to Lightspeed, and what screens are told. */
export type Workplace = {
  bench: Bench
  folder: string
  /** Where the log is: the profile itself, also in training. */
  profileFolder: string
  version: string
  devices: BenchDevices
  doctor: Doctor
  staff: Staff
  signer: HeadSigner | null
  /** What approvals ask of the rest of the station. */
  approvals: ApprovalParts
  training: Training | null
  preview: LabelPreview
  /** How box labels are printed here: language, resolution and size of the printer they go to. */
  boxPaper(): PrinterPaper
  prints: PrintRun
  /** Checks of the whole journal, and exports of it. */
  record: RecordJobs
  files: FileDoor
  link(): Link | null
  /** How sync is doing: health, figures, `health.json`. */
  dashboard: Dashboard
  /** Opens the line to this store, after letting go of the one before. */
  connect(connection: Connection, access: LineAccess): Promise<void>
  /** Lets go of the line; the calls that are out end first. */
  disconnect(): Promise<void>
  scans: Scans
  tell(news: AnyNews): void
  frame(): FrameState
  /** A person has read the notice in the frame. */
  noticeSeen(): Record<string, never>
  close(): Promise<void>
}

type Parts = {
  folder: string
  /** The profile itself: training has its store in a folder below. */
  profileFolder: string
  store: Store
  clock: Clock
  log: Log
  random: Random
  training: Training | null
  /** Who is at the station. */
  staff: Staff
  /** Signs how far the journal has come; null in training. */
  signer: HeadSigner | null
  /** The USB scanners and scales; the machine's own unless given. */
  hid?: HidTransport
  version: string
  /** Damaged stores that lie in its folder, by their names: said in the frame until a person has read it. */
  setAside: SetAside
  tell(news: AnyNews): void
}

/** Puts one workplace together. Devices and printing start at once; the line to the store when `connect` is called. */
export function openWorkplace(parts: Parts): Workplace {
  const { store, clock, log, random, training, staff } = parts
  const tell = (news: AnyNews): void => {
    if (!newsOfWork.has(news.topic) || !staff.isLocked()) parts.tell(news)
  }
  const bench: Bench = {
    store,
    clock,
    log,
    actor: () => askedBy() ?? staff.actor(),
    outletId: () => readSetting(store, 'outlet-id'),
    newTraceId: () => requestTrace.getStore() ?? newTraceId(clock, random),
  }
  // What runs by itself has its own trace ids, also when a request set it going.
  const ownBench: Bench = {
    ...bench,
    actor: () => (staff.isSetUp() ? systemActor : staff.actor()),
    newTraceId: () => newTraceId(clock, random),
  }
  let link: Link | null = null
  let isClosed = false
  // A pull of 300,000 products is not 3,000 frames.
  const frame = atMostEvery(clock, frameEveryMs, () => tell({ topic: 'frame', body: frameState() }))
  const preview = labelPreview(clock)

  const traffic = atMostEvery(clock, frameEveryMs, () =>
    tell({ topic: 'changed', body: { what: 'traffic' } }),
  )
  const lines = lineObserver({ clock, onChange: () => void traffic.ask() })
  const scans = openScans({
    bench,
    staff,
    tell,
    noted: (record, text, by) => doctor.noteScan(record.id, text, by),
  })

  const devices = openBenchDevices({
    lines,
    bench,
    folder: parts.folder,
    virtual: training?.bench.ports ?? null,
    hid: parts.hid ?? nodeHid(),
    queues: systemQueues(),
    onScan: scans.came,
    onDropped: (why) => scans.dropped(why, devices.addressOf('scanner')?.is === 'hid' ? 'hid' : 'serial'),
    onReading(reading) {
      doctor.noteReading(reading)
      tell({ topic: 'scale', body: { reading } })
    },
    onState(role: DeviceRole) {
      frame.ask()
      tell({ topic: 'changed', body: { what: 'devices' } })
      if (role === 'printer' || role === 'printer2') prints.changed(role)
    },
    onReplaced: (role) => doctor.forgetDevice(role),
  })
  const doctor = openDoctor({ bench, folder: parts.folder, devices, lines })
  const prints = openPrintRun({
    bench: ownBench,
    printer: devices.printer,
    isTraining: training !== null,
  })
  const files = openFiles({
    bench,
    folder: parts.folder,
    lightspeed: () => link?.lightspeed ?? null,
    trainingOrigin: training?.store.url ?? null,
  })

  // There is no hub: this station's own list of people is what says who may approve. Without the line to the store what
  // is approved is noted, and looked at again when the line is back.
  const approvals: ApprovalParts = {
    isReachable: () => link?.state().isOffline !== true,
    ready: { RETURN: mustBeComplete },
  }
  const approvalClock = openApprovalClock(ownBench, approvals)
  const sendClock = openSendClock(ownBench)

  const recordNews = atMostEvery(clock, frameEveryMs, () =>
    tell({ topic: 'changed', body: { what: 'record' } }),
  )
  const record = openRecordJobs({
    bench,
    folder: parts.folder,
    random,
    publicKey: () => parts.signer?.publicKey() ?? null,
    onChange: () => void recordNews.ask(),
  })
  const backup = openDailyBackup(ownBench, parts.folder)
  const reserve = openReserve(ownBench, parts.folder)

  function frameState(): FrameState {
    const outletId = bench.outletId()
    const outlet = outletId === null ? null : store.catalogue.outlet(outletId)
    return {
      stationCode: store.station.code,
      version: parts.version,
      outlet: outlet === null ? null : { id: outlet.id, name: outlet.name },
      timeZone: outlet === null ? null : (knownZone(outlet.timeZone) ?? usualZone),
      isTraining: training !== null,
      isNetworkCut: training !== null && readSetting(store, 'network-cut') === true,
      storeName: readSetting(store, 'store-name'),
      notice: setAsideNotice(store, parts.setAside),
      canBringBack: mayBringBack(store, parts.setAside),
      devices: devices.views(),
      sync: syncLine(store, clock, link),
      alert: shownAlert,
      ...lookOf(store),
    }
  }

  function wakeWhatWaits(written: Written): void {
    const tables = new Set(written.changes.map((change) => change.table))
    link?.pusher.hear(written)
    if (tables.has('outbox')) frame.ask()
    if (tables.has('print_job')) prints.wake()
    if (tables.has('setting') || tables.has('conflict') || tables.has('difference')) frame.ask()
  }

  const syncNews = openSyncNews({
    bench: ownBench,
    link: () => link,
    tell: (body) => tell({ topic: 'sync', body }),
  })
  let shownAlert: Alert | null = null
  const dashboard = openDashboard({
    bench: ownBench,
    link: () => link,
    storeFolder: parts.folder,
    profileFolder: parts.profileFolder,
    version: parts.version,
    isTraining: training !== null,
    onHealth(body) {
      tell({ topic: 'health', body })
      const alert = alertForFrame(body)
      if (alert?.id !== shownAlert?.id || alert?.say !== shownAlert?.say) frame.ask()
      shownAlert = alert
    },
  })

  const memory = openDeskMemory(store)
  function tellNews(written: Written): void {
    for (const one of bench.store.read(() => newsOf(bench, memory, written))) tell(one)
  }

  const stopHearing = store.onWritten((written) => {
    // The command is committed: what breaks after it must not tell its sender that it failed.
    for (const follow of [tellNews, wakeWhatWaits, syncNews.wrote, dashboard.wrote]) {
      try {
        follow(written)
      } catch (thrown) {
        log.bug('desk.follow-up-broke', thrown, { kind: written.kind })
      }
    }
  })

  async function disconnect(): Promise<void> {
    const before = link
    link = null
    await before?.close()
  }

  return {
    bench,
    folder: parts.folder,
    profileFolder: parts.profileFolder,
    version: parts.version,
    devices,
    doctor,
    staff,
    signer: parts.signer,
    approvals,
    training,
    preview,
    boxPaper: () => {
      const printer = devices.printer(routesOf(store)['box-label'].to) ?? devices.printer('printer')
      return printer?.paper ?? usualPaper
    },
    prints,
    record,
    files,
    link: () => link,
    dashboard,
    async connect(connection, access) {
      await disconnect()
      if (isClosed) return
      link = openLink({
        bench: ownBench,
        ...connection,
        access,
        onRelay: () => tell({ topic: 'changed', body: { what: 'setup' } }),
        userAgent: `ConsignmentStation/${parts.version}`,
        onChange: () => {
          frame.ask()
          syncNews.changed()
          dashboard.changed()
          approvalClock.lineChanged()
        },
        onCompared: () => tell({ topic: 'changed', body: { what: 'reconcile' } }),
        onCall(outcome, ms) {
          dashboard.call(outcome, ms)
          syncNews.called()
        },
      })
    },
    scans,
    disconnect,
    tell,
    frame: frameState,
    noticeSeen: () => noticeSeen(bench, parts.setAside),
    async close() {
      isClosed = true
      frame.stop()
      scans.close()
      traffic.stop()
      lines.recorder.stop()
      syncNews.close()
      recordNews.stop()
      await record.close()
      await link?.close()
      await dashboard.close()
      await devices.close()
      await prints.close()
      await preview.close()
      approvalClock.close()
      sendClock.close()
      await backup.close()
      await reserve.close()
      staff.close()
      parts.signer?.close()
      stopHearing()
      store.close()
    },
  }
}
