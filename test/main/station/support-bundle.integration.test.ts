import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { openStationLog, type StationLog } from '../../../src-main/log/station-log.ts'
import { systemRandom } from '../../../src-main/random.ts'
import { openStation, type Station } from '../../../src-main/station.ts'
import { systemActor } from '../../../src-main/store/store.ts'

/** What must never come along, by where it was put. */
const canary = {
  token: 'canaryTok9Kd83Lq02Zx7Vb5',
  pin: 'canarypin 482913',
  supplier: 'Canarysupplier Limited',
  user: 'Canaryperson Somebody',
  outletName: 'Canaryplace',
  address: '12 Canarystreet',
  note: 'For canarycustomer, call first',
  scanned: 'CANARYCODE-1',
  reason: 'Canaryperson said so',
  said: 'Supplier Canarysupplier is closed',
}

let folder: string
let log: StationLog
let station: Station
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'canaryhome-'))
  log = openStationLog(join(folder, 'log'), systemClock)
  station = await openStation({
    profileFolder: folder,
    clock: systemClock,
    log,
    random: systemRandom,
    version: '1.2.3',
  })
})
afterEach(async () => {
  await station.close()
  log.close()
  rmSync(folder, { recursive: true, force: true })
})

const ask = <A extends 'support:bundle' | 'sync:health'>(name: A) =>
  station.handlers[name]({} as never, { traceId: 'req_test', pageId: 'page-1' })

/** Puts every canary where a real one would be. */
function spread(): void {
  const { store } = station.workplace().bench
  const command = {
    kind: 'test',
    actor: { id: canary.user, role: 'SM' as const },
    subject: null,
    given: canary,
    traceId: 'req_test',
  }
  store.write(command, () => {
    const row = { version: 1, deletedAt: null }
    store.catalogue.putSupplier({ id: 's9', name: canary.supplier, ...row })
    store.catalogue.putUser({ id: 'u9', name: canary.user, accountType: 'admin', ...row })
    store.catalogue.putOutlet({
      id: 'o9',
      name: canary.outletName,
      timeZone: null,
      address: [canary.address],
      ...row,
    })
    store.settings.put('store-name', canary.outletName)
    store.settings.put('device:printer', `queue:${canary.user}`)
    store.settings.put('connection', {
      url: `https://${canary.outletName.toLowerCase()}.example`,
      apiVersion: '2026-07',
    })
    store.secrets.put('token', Buffer.from(canary.token))
    store.outbox.put('e9', 'lane-9', 'tell-consignment', JSON.stringify({ name: canary.note }), store.now())
    store.outbox.park('e9', canary.said, 'Look at it in Lightspeed, then retry.', null)
    store.conflicts.raise({
      id: 'k9',
      consignmentId: 'lane-9',
      kind: 'push-refused',
      here: canary.note,
      there: canary.said,
      choices: [{ choice: 'try-again', say: canary.reason }],
      raisedAt: store.now(),
    })
    const feed = store.feeds.get('suppliers')
    store.feeds.put({ ...feed, problem: canary.said })
  })
  log.hide(canary.token)
  log.warn('lightspeed call', {
    path: `/search/${canary.scanned}`,
    why: canary.said,
    reason: canary.reason,
    status: 'refused',
  })
  log.warn(`refused ${canary.user}`, { device: canary.pin, url: `https://${canary.outletName}.example` })
  log.bug('desk.scan-broke', new Error(`${canary.user} at ${canary.address}: ${canary.token}`))
}

/** The files of a tar archive, by name. */
function unpacked(bytes: Buffer): Map<string, string> {
  const files = new Map<string, string>()
  for (let at = 0; bytes[at] !== undefined && bytes[at] !== 0; ) {
    const name = bytes.toString('utf8', at, at + 100).replace(/\0.*$/s, '')
    const size = Number.parseInt(bytes.toString('utf8', at + 124, at + 135), 8)
    files.set(name, bytes.toString('utf8', at + 512, at + 512 + size))
    at += 512 + Math.ceil(size / 512) * 512
  }
  return files
}

it('I7 a bundle for support holds no secret, name, address, code or note, and still says what is wrong', async () => {
  spread()
  const { file, path, bytes } = await ask('support:bundle')
  const packed = readFileSync(path)
  expect(packed).toHaveLength(bytes)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const files = unpacked(gunzipSync(packed))
  expect([...files.keys()].filter((name) => !name.startsWith('log/'))).toEqual([
    'station.json',
    'health.json',
    'chart.json',
    'counts.json',
    'settings.json',
    'devices.json',
    'waiting.json',
    'journal.json',
    'journal-head.json',
  ])
  const all = [...files.values()].join('\n')
  const hits = all.match(/.{0,60}canary.{0,60}/gi) ?? []
  expect(hits).toEqual([])
  expect(all).not.toContain('482913')
  const read = (name: string) => JSON.parse(files.get(name) ?? '') as Record<string, never>
  expect(read('station.json')).toMatchObject({ version: '1.2.3', isTraining: true })
  expect(read('counts.json')).toMatchObject({ secret_record: 1, conflict: 1 })
  expect(read('waiting.json')).toMatchObject({
    entries: [{ id: 'e9', state: 'parked', advice: 'Look at it in Lightspeed, then retry.' }],
  })
  expect(read('health.json')).toHaveProperty('numbers.parked')
  const lines = [...files].flatMap(([name, text]) => (name.startsWith('log/') ? text.trim().split('\n') : []))
  const bug = lines.map((line) => JSON.parse(line)).find(({ event }) => event === 'desk.scan-broke')
  expect(bug).toMatchObject({ level: 'error', bug: { error: 'Error' } })
  expect(bug.bug.frames[0]).toMatch(/support-bundle\.integration\.test\.ts:\d+:\d+$/)
  expect(await station.files.file(file)).toMatchObject({
    name: file,
    contentType: 'application/octet-stream',
  })
})

it('keeps the five newest bundles, and serves nothing else by such a name', async () => {
  const kept = join(folder, 'training', 'support')
  mkdirSync(kept, { recursive: true })
  for (let day = 10; day < 17; day += 1) writeFileSync(join(kept, `support-202001${day}-030000.tar.gz`), '')
  writeFileSync(join(kept, 'a note of somebody.txt'), '')
  const made = await ask('support:bundle')
  expect(readdirSync(kept).sort()).toEqual([
    'a note of somebody.txt',
    'support-20200113-030000.tar.gz',
    'support-20200114-030000.tar.gz',
    'support-20200115-030000.tar.gz',
    'support-20200116-030000.tar.gz',
    made.file,
  ])
  for (const name of ['support-../../bridge.json', 'support-20261120-030000.tar.gz', 'support-x.tar.gz'])
    expect(await station.files.file(name)).toBeNull()
})

it('health stands in the profile for whoever watches from outside, and follows what happens', async () => {
  const path = join(folder, 'health.json')
  const read = () => JSON.parse(readFileSync(path, 'utf8'))
  await expect.poll(() => statSync(path, { throwIfNoEntry: false })?.mode, { timeout: 5_000 }).toBe(0o100600)
  const { store } = station.workplace().bench
  store.write({ kind: 'test', actor: systemActor, subject: null, given: {}, traceId: 'req_test' }, () => {
    store.outbox.put('e9', 'lane-9', 'tell-consignment', '{}', store.now())
    store.outbox.park('e9', 'refused', 'Retry.', null)
  })
  await expect.poll(read, { timeout: 5_000 }).toMatchObject({
    state: 'warn',
    say: '1 change needs a decision.',
    reasons: [{ id: 'parked', level: 'warn' }],
    numbers: { parked: 1 },
    everySeconds: 30,
    version: '1.2.3',
    isTraining: true,
  })
  const told = () => store.journal.lastKinds(50).filter(({ kind }) => kind.startsWith('health:alert'))
  expect(told().map(({ kind }) => kind)).toEqual(['health:alert'])
  store.write({ kind: 'test', actor: systemActor, subject: null, given: {}, traceId: 'req_test' }, () =>
    store.outbox.end('e9', 'discarded', store.now(), 'not wanted', null),
  )
  await expect.poll(read, { timeout: 5_000 }).toMatchObject({ state: 'ok', reasons: [] })
  expect(told().map(({ kind }) => kind)).toEqual(['health:alert-over', 'health:alert'])
  expect(await ask('sync:health')).toMatchObject({ state: 'ok' })
})
