import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../src-main/clock.ts'
import { openDatabase } from '../../src-main/store/database.ts'
import { journalReader } from '../../src-main/store/journal-rows.ts'
import { openStore } from '../../src-main/store/store.ts'
import { openSandboxStore } from '../../src-main/training/store/sandbox-store.ts'
import { outletId, trainingCatalogue } from '../../src-main/training/store/training-catalogue.ts'
import type { AnyNews } from '../../src-shared/contract/news.ts'
import type { BridgeClient } from './bridge-client.ts'
import type { Gun } from './guns.ts'
import { pause, type StationProcess, startStation, until } from './station-process.ts'

const products = 8
const registers = 500
/** A scan this old when its station was killed had all the time it needed. */
const surelyTakenMs = 5_000

/** One scan: which life of the station it was sent to (null: while none was up), and when. */
type Sent = { n: number; life: number | null; at: number }

export type LanePlan = {
  name: string
  folder: string
  gun: Gun
  perSecond: number
  /** How many are to be sent to a living station. */
  scans: number
  kills: number
  random: () => number
  /** What else goes on while scans come: dialogs, focus, other screens. */
  meanwhile: ((consignmentId: string) => Promise<void>) | null
}

export type LaneReport = {
  name: string
  sent: number
  toLiving: number
  confirmed: number
  stored: number
  /** Sent in the moments before a kill and not stored: never confirmed either. */
  open: number
  kills: number
  broken: string[]
}

const textOf = (gtin14: string, n: number) => `01${gtin14}21${String(n).padStart(6, '0')}`
const numberIn = (text: string) => /^01\d{14}21(\d{6})$/.exec(text)?.[1] ?? null

/** One scanner at one station for its whole day, every scan with a number of its own. Judged at the end. */
export async function runLane(plan: LanePlan): Promise<LaneReport> {
  const { gun, random } = plan
  const catalogue = trainingCatalogue()
  const store = await openSandboxStore({ clock: systemClock, catalogue, registers })
  const tokenFile = join(plan.folder, `${plan.name}-token`)
  writeFileSync(tokenFile, store.token, { mode: 0o600 })
  const goods = catalogue.products
    .filter(({ isActive, compositeOf, codes }) => isActive && !compositeOf && codes.some(isEan13))
    .slice(0, products)
  const { id: remoteId } = store.control.transferToPack({
    fromOutletId: outletId('Warehouse'),
    toOutletId: outletId('Hamilton'),
    lines: goods.map((product) => ({ productId: product.id, count: plan.scans })),
  })
  const gtins = goods.map(({ codes }) => `0${codes.find(isEan13)?.code}`)
  const profile = join(plan.folder, plan.name)
  const connect = ['--store-url', store.url, '--token-file', tokenFile, '--outlet', outletId('Warehouse')]

  const sent: Sent[] = []
  const confirmed = new Set<number>()
  const killedAt: number[] = []
  let toLiving = 0
  let life: number | null = null
  let station: StationProcess | null = null
  let consignmentId = ''

  const hear = (news: AnyNews) => {
    const scan = news.topic === 'scan' ? news.body : news.topic === 'pack' ? news.body.scan : null
    const number = scan === null ? null : numberIn(scan.text)
    if (number !== null) confirmed.add(Number(number))
  }

  async function start(): Promise<BridgeClient> {
    await gun.plugIn()
    const { hearUsb } = gun
    station = startStation({
      profile,
      words: [...connect, ...gun.words],
      onNews: hear,
      ...(hearUsb === null ? {} : { onUsb: hearUsb }),
    })
    const bridge = await station.ready
    consignmentId = await until(
      async () => {
        const lanes = await bridge.ask('work:list', {})
        return [...lanes.toPack].find((head) => head.remoteId === remoteId)?.id ?? null
      },
      `${plan.name}: the transfer arrives`,
      60_000,
    )
    await bridge.ask('desk:show', { screen: 'pack', consignmentId })
    if (gun.words.length > 0) {
      await until(
        async () => {
          const { devices } = await bridge.ask('frame:state', {})
          return devices.find(({ role }) => role === 'scanner')?.state.is === 'ready' ? true : null
        },
        `${plan.name}: the scanner is there`,
        20_000,
      )
    }
    await gun.isUp(station)
    life = killedAt.length
    return bridge
  }

  /** The trigger is pulled at its rate whatever the station does. */
  async function pull(): Promise<void> {
    const startedAt = performance.now()
    for (let n = 0; toLiving < plan.scans; n++) {
      await pause(Math.max(0, startedAt + (n * 1_000) / plan.perSecond - performance.now()))
      const at = performance.now()
      const mine = life
      if (await gun.scan(n, textOf(gtins[n % gtins.length] ?? '', n))) {
        sent.push({ n, life: mine === life ? mine : null, at })
        if (mine !== null && mine === life) toLiving += 1
      }
    }
  }

  async function killAndRestart(): Promise<void> {
    const every = plan.scans / (plan.kills + 1)
    for (let kills = 0; kills < plan.kills; kills++) {
      const due = every * (kills + 0.6 + random() * 0.4)
      while (toLiving < due) await pause(random() * 20)
      life = null
      station?.kill()
      killedAt.push(performance.now())
      await station?.exited
      await start()
    }
  }

  async function flapNetwork(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await pause(500 + random() * 1_500)
      store.faults.add({ on: '*', fault: { is: random() < 0.5 ? 'drop-before' : 'drop-after' }, times: 3 })
    }
  }

  async function doOther(isOver: () => boolean): Promise<void> {
    while (plan.meanwhile !== null && !isOver()) {
      await plan.meanwhile(consignmentId)
      await pause(100 + random() * 400)
    }
  }

  let isOver = false
  try {
    await start()
    const others = Promise.all([flapNetwork(() => isOver), doOther(() => isOver)])
    // Whichever breaks first tells; the others end without words of their own.
    others.catch(() => undefined)
    await Promise.all([pull(), killAndRestart()])
    const last = sent.filter((one) => one.life === killedAt.length)
    await until(
      () => (last.every(({ n }) => confirmed.has(n)) ? true : null),
      `${plan.name}: the scans of the last life are heard`,
      20_000,
    ).catch(() => undefined)
    isOver = true
    await others
    await (station as StationProcess | null)?.end()
    return judge({ plan, profile, consignmentId, sent, confirmed, killedAt })
  } finally {
    isOver = true
    const left = station as StationProcess | null
    if (left !== null && !left.isGone()) left.kill()
    await gun.close()
    await store.close()
  }
}

function isEan13({ code }: { code: string }): boolean {
  return /^\d{13}$/.test(code)
}

/** What a lane knows at its end, held against the journal and the lines of its station. */
function judge(day: {
  plan: LanePlan
  profile: string
  consignmentId: string
  sent: Sent[]
  confirmed: ReadonlySet<number>
  killedAt: number[]
}): LaneReport {
  const { plan, sent, confirmed, killedAt } = day
  const { times, strange } = scansInJournal(day.profile)
  const broken = strange.map((text) => `${text} stands there, and nobody scanned it`)
  const sentNumbers = new Set(sent.map(({ n }) => n))
  for (const [n, count] of times) {
    if (count > 1) broken.push(`scan ${n} stands there ${count} times`)
    if (!sentNumbers.has(n)) broken.push(`scan ${n} was never made`)
  }
  for (const n of confirmed) if (!times.has(n)) broken.push(`scan ${n} was confirmed and is lost`)
  let open = 0
  for (const { n, life, at } of sent) {
    if (times.has(n) || life === null) continue
    const isLast = life === killedAt.length
    const laterConfirmed = sent.some((one) => one.life === life && one.n > n && confirmed.has(one.n))
    const hadTime = (killedAt[life] ?? Number.POSITIVE_INFINITY) - at > surelyTakenMs
    if (isLast || laterConfirmed || hadTime) broken.push(`scan ${n} was sent to a living station and is lost`)
    else open += 1
  }
  broken.push(...unitsHold(day.profile, day.consignmentId))
  return {
    name: plan.name,
    sent: sentNumbers.size,
    toLiving: sent.filter(({ life }) => life !== null).length,
    confirmed: confirmed.size,
    stored: times.size,
    open,
    kills: killedAt.length,
    broken,
  }
}

/** How often each numbered scan stands in the journal, and what else does. */
function scansInJournal(profile: string): { times: Map<number, number>; strange: string[] } {
  const db = openDatabase(join(profile, 'station.sqlite'))
  const times = new Map<number, number>()
  const strange: string[] = []
  for (const { kind, given } of journalReader(db)()) {
    if (!kind.endsWith(':scan')) continue
    const text = String((JSON.parse(given) as { text?: string }).text)
    const number = numberIn(text)
    if (number === null) strange.push(text)
    else times.set(Number(number), (times.get(Number(number)) ?? 0) + 1)
  }
  db.close()
  return { times, strange }
}

/** The units on the lines are the sum of the scans that counted. */
function unitsHold(profile: string, consignmentId: string): string[] {
  const { store } = openStore(profile, systemClock)
  const units = store.scans.newestOf(consignmentId, 1_000_000).reduce((sum, scan) => sum + scan.quantity, 0)
  const packed = store.lines.of(consignmentId).reduce((sum, line) => sum + line.packed, 0)
  store.close()
  return units === packed ? [] : [`the lines hold ${packed} units, the scans counted ${units}`]
}
