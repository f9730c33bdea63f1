import { readdir, readFile, rm } from 'node:fs/promises'
import { arch, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { commandOn } from '../bench.ts'
import { readSetting } from '../station-settings.ts'
import { bundleLine } from './bundle-lines.ts'
import { bundleFolder, bundleName, keepFile } from './files.ts'
import { tarOf } from './tar.ts'
import type { Workplace } from './workplace.ts'

const keptBundles = 5
const mostLogFiles = 4
const journalRows = 1_000
const zip = promisify(gzip)

/**
 * Writes what support needs to see as one `.tar.gz` into the profile: what the station is, its health, counts, settings,
 * devices, what waits, and the last days' log. Built from named plain values only, never by taking things out of a copy
 * of the store, so that no secret, name, address, code or note can come along.
 */
export async function writeBundle(place: Workplace): Promise<{ file: string; path: string; bytes: number }> {
  const { bench, folder } = place
  const stamp = bench.store.now().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15)
  const file = `support-${stamp}.tar.gz`
  const files = [
    json('station.json', stationFacts(place)),
    json('health.json', place.dashboard.health()),
    json('chart.json', place.dashboard.chart()),
    json('counts.json', await countsOf(place)),
    json('settings.json', settingsOf(place)),
    json('devices.json', devicesOf(place)),
    json('waiting.json', waitingOf(place)),
    json('journal.json', bench.store.journal.lastKinds(journalRows)),
    // A head that has left the station shows later what was cut from the journal.
    json('journal-head.json', { head: bench.store.journal.head(), signed: bench.store.signatures.newest() }),
    ...(await logsOf(place)),
  ]
  const bytes = await zip(tarOf(files, bench.clock.now()))
  await keepFile(join(folder, bundleFolder), file, bytes)
  await letGoOfOld(join(folder, bundleFolder))
  bench.store.write({ ...commandOn(bench, 'support:bundle', '', { file }), subject: null }, () => undefined)
  return { file, path: join(folder, bundleFolder, file), bytes: bytes.length }
}

type Packed = { name: string; bytes: Uint8Array }

function json(name: string, value: unknown): Packed {
  return { name, bytes: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) }
}

function stationFacts({ bench, version, training }: Workplace) {
  const { rss } = process.memoryUsage()
  return {
    version,
    station: bench.store.station,
    isTraining: training !== null,
    storeVersion: bench.store.shapeVersion,
    madeAt: bench.store.now(),
    upSeconds: Math.round(process.uptime()),
    node: process.version,
    platform: platform(),
    release: release(),
    arch: arch(),
    memoryBytes: totalmem(),
    residentBytes: rss,
  }
}

/** A table at a time: counting half a million codes takes a while, and the bench goes on in between. */
async function countsOf({ bench }: Workplace) {
  const counts: Record<string, number> = {}
  for (const { table, rows } of bench.store.tableCounts()) {
    counts[table] = rows
    await new Promise((resolve) => setImmediate(resolve))
  }
  return counts
}

function settingsOf({ bench }: Workplace) {
  const { store } = bench
  return {
    outletId: readSetting(store, 'outlet-id'),
    screen: readSetting(store, 'desk')?.screen ?? null,
    apiVersion: readSetting(store, 'connection')?.apiVersion ?? null,
    isSignedOut: readSetting(store, 'signed-out') === true,
    isNetworkCut: readSetting(store, 'network-cut') === true,
    look: readSetting(store, 'look'),
    printRoutes: readSetting(store, 'print-routes'),
  }
}

function devicesOf({ devices }: Workplace) {
  return devices.views().map(({ role, address, state, lastSeenAt, isVirtual }) => ({
    role,
    // A queue or a host may carry a person's name: only the way and the settings behind the address.
    way: address?.match(/^[a-z0-9]+/)?.[0] ?? null,
    options: address?.match(/\?[a-z0-9=&.-]*$/i)?.[0] ?? null,
    state: state.is,
    lastSeenAt,
    isVirtual,
  }))
}

/** What waits and why, in the station's own words: what Lightspeed said may name somebody. */
function waitingOf({ bench }: Workplace) {
  const { store } = bench
  return {
    entries: store.outbox
      .allOpen()
      .map(({ id, lane, kind, state, enqueuedAt, dueAt, tries, advice, traceId }) => ({
        ...{ id, lane, kind, state, enqueuedAt, dueAt, tries, advice, traceId },
      })),
    conflicts: store.conflicts.open().map(({ id, consignmentId, kind, raisedAt, choices }) => ({
      ...{ id, consignmentId, kind, raisedAt },
      choices: choices.map(({ choice }) => choice),
    })),
  }
}

async function logsOf({ profileFolder }: Workplace): Promise<Packed[]> {
  const folder = join(profileFolder, 'log')
  const names = (await readdir(folder)).filter((name) => /^station-[\d.-]+\.log$/.test(name)).sort()
  const packed: Packed[] = []
  for (const name of names.slice(-mostLogFiles)) {
    const lines = (await readFile(join(folder, name), 'utf8')).split('\n')
    const kept: string[] = []
    for (const [at, line] of lines.entries()) {
      const shown = line === '' ? null : bundleLine(line)
      if (shown !== null) kept.push(shown)
      if (at % 500 === 499) await new Promise((resolve) => setImmediate(resolve))
    }
    packed.push({ name: `log/${name}`, bytes: Buffer.from(`${kept.join('\n')}\n`) })
  }
  return packed
}

async function letGoOfOld(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => bundleName.test(name)).sort()
  for (const name of names.slice(0, -keptBundles)) await rm(join(folder, name), { force: true })
}
