import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type Clock, systemClock } from '../../../src-main/clock.ts'
import { pipe } from '../../../src-main/device/pipe-port.ts'
import { lineObserver } from '../../../src-main/device/traffic/observe.ts'
import { openBenchDevices } from '../../../src-main/station/devices.ts'
import { openDoctor } from '../../../src-main/station/doctor.ts'
import { openFiles } from '../../../src-main/station/files.ts'
import { setSettings } from '../../../src-main/station/set-settings.ts'
import { virtualHid } from '../../../src-main/training/device/virtual-hid.ts'
import { virtualHidScanner } from '../../../src-main/training/device/virtual-hid-scanner.ts'
import type { DeviceRole } from '../../../src-shared/model/device.ts'
import { testBench } from '../bench.ts'
import { eventually } from '../device/eventually.ts'
import { noQueues } from '../device/no-queues.ts'

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** A bench with cables to devices that a test speaks for. */
async function benchWith(addresses: Partial<Record<DeviceRole, string>>, clock: Clock = systemClock) {
  const bench = { ...testBench(), clock }
  setSettings(bench, {}, () => {
    for (const [role, address] of Object.entries(addresses))
      bench.store.settings.put(`device:${role}`, address)
  })
  const cables = {
    scanner: pipe('Scanner'),
    scale: pipe('Scale'),
    printer: pipe('Printer'),
    printer2: pipe('Second printer'),
  }
  const lines = lineObserver({ clock })
  const hub = virtualHid()
  const scans: string[] = []
  const devices = openBenchDevices({
    bench,
    folder: bench.folder,
    virtual: {
      scanner: cables.scanner.station,
      scale: cables.scale.station,
      printer: cables.printer.station,
      printer2: cables.printer2.station,
    },
    hid: hub.transport,
    queues: noQueues,
    lines,
    onScan: (text) => scans.push(text),
    onDropped: () => undefined,
    onReading: (reading) => doctor.noteReading(reading),
    onState: () => undefined,
    onReplaced: (role) => doctor.forgetDevice(role),
  })
  cleanups.push(devices.close)
  const doctor = openDoctor({ bench, folder: bench.folder, devices, lines, list: async () => [] })
  const files = openFiles({ bench, folder: bench.folder, lightspeed: () => null, trainingOrigin: null })
  const from = async (role: DeviceRole) => {
    const end = await cables[role].device({ data: () => undefined, lost: () => undefined })
    return (text: string) => end.write(Uint8Array.from(Buffer.from(text, 'latin1')))
  }
  const state = (role: DeviceRole) => devices.views().find((view) => view.role === role)?.state.is
  return { bench, devices, doctor, files, scans, hub, from, state }
}

describe('the traffic recorder', () => {
  it('records nothing until it is switched on, and says so', async () => {
    const { doctor, from, scans, state } = await benchWith({ scanner: 'virtual' })
    await eventually(() => state('scanner') === 'ready')
    const scan = await from('scanner')
    scan('9400000000016\r')
    await eventually(() => scans.length === 1)
    expect(doctor.traffic(true)).toMatchObject({ isOn: false, startedAt: null, shown: [] })
    await expect(doctor.saveTraffic(false)).rejects.toMatchObject({ code: 'nothing-recorded' })
  })

  it('saves a file without the codes that were scanned, unless it is asked for them', async () => {
    const { bench, doctor, files, from, scans, state } = await benchWith({ scanner: 'virtual' })
    await eventually(() => state('scanner') === 'ready')
    doctor.record(true)
    const scan = await from('scanner')
    scan(']E09400000000016\r')
    await eventually(() => scans.length === 1)
    expect(doctor.traffic(false).shown.at(-1)).toMatchObject({ is: 'in', text: ']E0xxxxxxxxxxxxx.' })
    const { file } = await doctor.saveTraffic(false)
    const text = Buffer.from((await files.file(file))?.bytes ?? []).toString('utf8')
    expect(text).toContain('contents left out')
    expect(text).not.toContain('9400000000016')
    expect(text).not.toContain('39 34 30')

    const full = await doctor.saveTraffic(true)
    expect(readFileSync(join(bench.folder, 'recording', full.file), 'utf8')).toContain('9400000000016')
    expect(doctor.replay(text).shown).toEqual([
      expect.objectContaining({ role: 'scanner', isRead: true, say: expect.stringContaining('EAN/UPC') }),
    ])
  })

  it('never saves a recording with codes under the name of one without them', async () => {
    const { doctor, files } = await benchWith({}, { ...systemClock, now: () => Date.UTC(2026, 10, 22) })
    doctor.record(true)
    const masked = await doctor.saveTraffic(false)
    const full = await doctor.saveTraffic(true)
    const textOf = async (file: string) => Buffer.from((await files.file(file))?.bytes ?? []).toString('utf8')
    expect(await textOf(masked.file)).toContain('contents left out')
    expect(await textOf(full.file)).toContain('contents included')
  })

  it('gives no other file of that folder and none outside it', async () => {
    const { files } = await benchWith({})
    for (const name of [
      '../station.sqlite',
      'traffic-1.txt',
      'traffic-20261122-010203.txt/../x',
      'notes.txt',
    ])
      expect(await files.file(name)).toBeNull()
  })

  it('replays what was recorded and counts nothing', async () => {
    const { bench, doctor, from, scans, state } = await benchWith({ scanner: 'virtual' })
    await eventually(() => state('scanner') === 'ready')
    doctor.record(true)
    const scan = await from('scanner')
    scan('9400000000016\r')
    await eventually(() => scans.length === 1)
    const rows = () => [...bench.store.journalRowsInOrder()].length
    const before = rows()
    expect(doctor.replay(null)).toMatchObject({ count: 1 })
    expect(scans).toHaveLength(1)
    expect(rows()).toBe(before)
    doctor.record(false)
    doctor.forget()
    expect(() => doctor.replay(null)).toThrow('Nothing was recorded yet')
  })

  it('records the reports of a USB scanner whole', async () => {
    const { doctor, hub, scans, state } = await benchWith({ scanner: 'hid:auto' })
    const gun = virtualHidScanner({ layout: 'a' })
    gun.plugIn(hub, '1-1')
    await eventually(() => state('scanner') === 'ready')
    doctor.record(true)
    gun.scan({ text: '4006381333931', aim: ']E0' })
    await eventually(() => scans.length === 1)
    const [piece] = doctor.traffic(true).shown
    expect(piece?.text).toContain(']E04006381333931')
    expect(piece?.hex.split(' ')).toHaveLength(64)
    expect(doctor.traffic(false).shown[0]?.text).not.toContain('4006381333931')
  })

  it('keeps the newest ten files', async () => {
    let at = Date.UTC(2026, 10, 22)
    const { bench, doctor } = await benchWith({}, { ...systemClock, now: () => at })
    doctor.record(true)
    for (let count = 0; count < 12; count++) {
      at += 1_000
      await doctor.saveTraffic(false)
    }
    const kept = readdirSync(join(bench.folder, 'recording')).sort()
    expect(kept).toHaveLength(10)
    expect(kept.at(-1)).toBe('traffic-20261122-000012-000.txt')
  })
})

describe('the doctor', () => {
  it('finds nothing wrong with a device that works, and says what it looked at', async () => {
    const { doctor, from, scans, state } = await benchWith({ scanner: 'virtual' })
    await eventually(() => state('scanner') === 'ready')
    const scan = await from('scanner')
    scan('9400000000016\r')
    await eventually(() => scans.length === 1)
    const { findings, lookedAt } = await doctor.look('scanner', null)
    expect(findings).toEqual([])
    expect(lookedAt).toContain(
      'Since the connection was made 14 bytes came, the last 0 s ago; 0 bytes were sent.',
    )
  })

  it('looks once for all who ask at the same time, and anew for who asks later', async () => {
    const { doctor, hub } = await benchWith({ scale: 'hid:auto' })
    const before = hub.looks()
    const answers = await Promise.all(Array.from({ length: 50 }, () => doctor.look('scale', null)))
    expect(new Set(answers).size).toBe(1)
    expect(hub.looks() - before).toBeLessThanOrEqual(2)
    expect(await doctor.look('scale', null)).not.toBe(answers[0])
  })

  it('says what is wrong with a scanner that types', async () => {
    const { doctor, hub, state } = await benchWith({ scanner: 'hid:auto' })
    virtualHidScanner({ layout: 'a', mode: 'keyboard' }).plugIn(hub, '1-1')
    await eventually(() => state('scanner') === 'trouble')
    const { findings } = await doctor.look('scanner', null)
    expect(findings[0]).toMatchObject({ fault: 'scanner-types', isCertain: true })
  })

  it('says that a port is not there, and what the person sees counts', async () => {
    const { doctor, state } = await benchWith({ scale: 'serial:/dev/ttyUSB77', printer: 'virtual' })
    await eventually(() => state('scale') === 'absent')
    const { findings } = await doctor.look('scale', null)
    if (process.platform === 'linux') expect(findings[0]?.fault).toBe('nothing-plugged-in')
    expect((await doctor.look('printer', 'blank')).findings.map((each) => each.fault)).toContain(
      'blank-labels',
    )
  })

  it('says what a scan means and which device sent it, as long as it remembers it', async () => {
    const { doctor } = await benchWith({ scanner: 'virtual' })
    doctor.noteScan('scan-0', ']C100312345678901234560'.slice(0, 23), 'serial')
    expect(await doctor.scan('scan-0')).toMatchObject({ symbology: 'GS1-128', device: 'The virtual scanner' })
    for (let count = 1; count <= 20; count++) doctor.noteScan(`scan-${count}`, `CODE-${count}`, 'keyboard')
    expect(await doctor.scan('scan-0')).toBeNull()
    expect((await doctor.scan('scan-20'))?.device).toMatch(/keyboard/)
  })

  it('holds nothing against a device that the one before it did', async () => {
    const { bench, devices, doctor, from, scans, state } = await benchWith({
      scale: 'virtual',
      scanner: 'virtual',
    })
    await eventually(() => state('scale') === 'ready' && state('scanner') === 'ready')
    doctor.noteReading({ is: 'below-zero', grams: null })
    ;(await from('scanner'))('9400000000016\r')
    doctor.noteScan('scan-1', '9400000000016', 'serial')
    await eventually(() => scans.length === 1)
    expect((await doctor.look('scale', null)).findings.map((each) => each.fault)).toContain('scale-says-no')
    setSettings(bench, {}, () => {
      bench.store.settings.put('device:scale', 'serial:/dev/ttyUSB77')
      bench.store.settings.put('device:scanner', 'serial:/dev/ttyUSB78')
    })
    await Promise.all((['scale', 'scanner'] as const).map(devices.reopen))
    await eventually(() => state('scale') === 'absent' && state('scanner') === 'absent')
    const faults = (await doctor.look('scale', null)).findings.map((each) => each.fault)
    expect(faults).not.toContain('scale-says-no')
    expect((await doctor.look('scanner', null)).lookedAt).toContain(
      'The connection is not open, and nothing came.',
    )
    expect(devices.lastScan()).toBeNull()
    for (const view of devices.views()) expect(view).toMatchObject({ lastSeenAt: null, lastData: null })
  })

  it('notices a code that came twice within a moment', async () => {
    const { doctor } = await benchWith({ scanner: 'virtual' })
    doctor.noteScan('one', 'BENCH-1', 'serial')
    doctor.noteScan('two', 'BENCH-1', 'serial')
    expect((await doctor.look('scanner', null)).findings.map((each) => each.fault)).toContain('doubled')
  })
})
