import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LogFileLimits } from '../../../src-main/log/log-files.ts'
import { openStationLog } from '../../../src-main/log/station-log.ts'
import { handClock } from '../host/stand-in.ts'

const dayMs = 24 * 60 * 60 * 1000
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function open(limits?: LogFileLimits) {
  const time = handClock()
  return { ...time, log: openStationLog(join(folder, 'log'), time.clock, limits) }
}
const names = () => readdirSync(join(folder, 'log')).sort()
const text = () =>
  names()
    .map((name) => readFileSync(join(folder, 'log', name), 'utf8'))
    .join('')
const lines = () =>
  text()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('the station’s log', () => {
  it('writes each event as one line of JSON before it returns, in a file for its owner only', () => {
    const { log } = open()
    log.info('device opened', { port: '/dev/ttyUSB0', attempts: 2, after: null })
    expect(lines()).toEqual([
      {
        level: 'info',
        time: '2026-11-05T09:30:15.000Z',
        pid: process.pid,
        event: 'device opened',
        port: '/dev/ttyUSB0',
        attempts: 2,
        after: null,
      },
    ])
    expect(names()).toEqual(['station-2026-11-05.0001.log'])
    expect(statSync(join(folder, 'log', names()[0] ?? '')).mode & 0o777).toBe(0o600)
  })

  it('S21 leaves fields out that are not on the list, and tells their names only', () => {
    const { log } = open()
    log.warn('refused', { code: 'x', customerName: 'canary-name', pin: '1234' })
    expect(lines()[0]).toMatchObject({ code: 'x', leftOut: 'customerName,pin' })
    expect(text()).not.toMatch(/canary-name|1234/)
  })

  it('S21 holds no canary after a day of tokens in every place a line has', () => {
    const { log } = open()
    const token = 'canary9Kd83Lq02Zx7Vb5Nm1'
    log.hide('canary words')
    log.info(`event Bearer ${token}`, { why: `said ${token}`, url: `https://a.example/?token=${token}` })
    const inner = new Error(`inner ${token} canary words`)
    log.bug('broke', new TypeError(`outer ${token}`, { cause: inner }), { reason: 'canary words' })
    log.bug('broke', `thrown ${token}`)
    log.bug('broke', { token })
    expect(text()).not.toContain('canary')
    expect(lines()).toHaveLength(4)
  })

  it('S21 keeps a scan with line breaks and control characters on one line', () => {
    const { log } = open()
    const scan = 'code\r\n{"level":"info","event":"forged"}\n\u001b[2J\u0000\u2028\u2029\u202e\u0085end'
    log.warn('misread', { why: scan })
    log.bug('broke', new Error(scan))
    expect(text().split(/[\n\r\u2028\u2029\u0085]/)).toHaveLength(3)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may stand in the file
    expect(text()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
    expect(lines()[0]?.why).toBe(scan)
  })

  it('notes a bug with its kind, message, stack and causes', () => {
    const { log } = open()
    const cause = Object.assign(new Error('no such file'), { code: 'ENOENT' })
    log.bug('page broke', new RangeError('too far', { cause }), { ask: 'pack:open' })
    expect(lines()[0]).toMatchObject({
      level: 'error',
      ask: 'pack:open',
      bug: { error: 'RangeError', message: 'too far', cause: { code: 'ENOENT', message: 'no such file' } },
    })
    expect(JSON.stringify(lines()[0]?.bug)).toContain('station-log.test')
  })
})

describe('the log’s files', () => {
  it('turn over with the day and with their size, and go on where they stood after a restart', () => {
    const { log, pass, clock } = open({ fileBytes: 300, totalBytes: 10_000, days: 14 })
    for (let at = 0; at < 5; at += 1) log.info('something happened here', { id: `${at}` })
    pass(dayMs)
    log.info('next day')
    expect(names()).toEqual([
      'station-2026-11-05.0001.log',
      'station-2026-11-05.0002.log',
      'station-2026-11-05.0003.log',
      'station-2026-11-06.0001.log',
    ])
    for (const name of names()) expect(statSync(join(folder, 'log', name)).size).toBeLessThanOrEqual(300)
    expect(lines()).toHaveLength(6)
    log.close()
    openStationLog(join(folder, 'log'), clock).info('restarted')
    expect(names()).toHaveLength(4)
    expect(lines()).toHaveLength(7)
  })

  it('F03 do not stop the work when the disk takes no more, and say afterwards how many lines were lost', () => {
    const { log, pass } = open()
    log.info('before')
    // A file where the folder was: opening the next day's file fails, as it would on a full disk.
    renameSync(join(folder, 'log'), join(folder, 'aside'))
    writeFileSync(join(folder, 'log'), '')
    pass(dayMs)
    log.info('lost one')
    log.info('lost two')
    rmSync(join(folder, 'log'))
    renameSync(join(folder, 'aside'), join(folder, 'log'))
    log.info('after')
    expect(lines().map((line) => [line.event, line.count])).toEqual([
      ['before', undefined],
      ['log-lines-lost', 2],
      ['after', undefined],
    ])
  })

  it('S21 stay 14 days and within their total size, and no other file is touched', () => {
    const { log, pass } = open({ fileBytes: 200, totalBytes: 2000, days: 14 })
    writeFileSync(join(folder, 'log', 'note.txt'), 'mine')
    for (let day = 0; day < 20; day += 1) {
      log.info('day', { id: `${day}` })
      pass(dayMs)
    }
    log.info('last')
    const days = names().flatMap((name) => (name.startsWith('station-') ? [name.slice(8, 18)] : []))
    expect(names()).toContain('note.txt')
    expect([days[0], days.at(-1)]).toEqual(['2026-11-12', '2026-11-25'])
    for (let at = 0; at < 40; at += 1) log.info('much happened on this day', { id: `${at}` })
    const total = names().reduce((sum, name) => sum + statSync(join(folder, 'log', name)).size, 0)
    expect(total).toBeLessThanOrEqual(2000 + 200 + 4)
  })
})
