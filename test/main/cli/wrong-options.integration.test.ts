import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { failureLine } from '../../../src-main/cli/command-line.ts'
import { readOptions } from '../../../src-main/cli/options.ts'
import { StationError } from '../../../src-shared/failure.ts'
import { type Start, startAll } from './start-all.ts'

const cli = fileURLToPath(new URL('../../../src-main/cli.ts', import.meta.url))
const outlet = '0a1b2c3d-0000-11ef-0000-000000000001'
const secret = 'lsxs_pt_never_to_be_shown'

const folder = mkdtempSync(join(tmpdir(), 'station-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const inFolder = (name: string) => join(folder, name)
writeFileSync(inFolder('token'), 'a-token\n')
writeFileSync(inFolder('empty-token'), '  \n')
writeFileSync(inFolder('two-words'), 'two words\n')
writeFileSync(inFolder('a-file'), 'not a folder\n')
mkdirSync(inFolder('connected'))
writeFileSync(inFolder('connected/station.sqlite'), 'stands for the store of a connected profile')

const store = ['--store-url', 'http://127.0.0.1:4710', '--token-file', inFolder('token')]
const fresh = ['--profile', inFolder('fresh')]

/** What is typed, and what the one line must name. */
const wrong: [string, string[], RegExp][] = [
  ['no profile', [], /--profile DIR is missing/],
  ['an empty profile', ['--profile', ''], /--profile DIR is missing/],
  ['a profile without its value', ['--profile'], /^--profile has no value\./],
  ['a profile that is a file', ['--profile', inFolder('a-file')], /a-file is not a folder/],
  ['a profile below a file', ['--profile', inFolder('a-file/deep/er')], /a-file is not a folder/],
  [
    'a scanner that is a file',
    [...fresh, '--scanner', `serial:${inFolder('a-file')}`],
    /a-file is no serial port/,
  ],
  ['a scale that is nothing', [...fresh, '--scale', 'serial:/dev/null'], /\/dev\/null is no serial port/],
  ['a profile given twice', [...fresh, ...fresh], /--profile is given twice/],
  ['an option nobody knows', [...fresh, '--colour', 'red'], /--colour/],
  ['a loose word', [...fresh, 'now'], /now/],
  ['the host electron', [...fresh, '--host', 'electron'], /--host electron: only "browser"/],
  ['an empty host', [...fresh, '--host', ''], /--host/],
  ['headless with a value', [...fresh, '--headless=no'], /--headless/],
  ['a port in letters', [...fresh, '--port', 'http'], /--port http/],
  ['a port below zero', [...fresh, '--port', '-1'], /^--port -1: a port is a number from 0 to 65535\./],
  ['a port below zero in one word', [...fresh, '--port=-1'], /^--port -1: a port is a number/],
  ['a port without its value', ['--port', ...fresh], /^--port has no value\./],
  ['a port too high', [...fresh, '--port', '65536'], /--port 65536/],
  ['a port with a fraction', [...fresh, '--port', '80.5'], /--port 80.5/],
  ['a port of several lines', [...fresh, '--port', '1\n2\u2028\u001b[31m3'], /--port 1 2 /],
  [
    'plain http to another machine',
    [...fresh, '--store-url', 'http://192.0.2.1', '--token-file', inFolder('token')],
    /https:\/\//,
  ],
  [
    'plain http to a name that only begins like this machine',
    [...fresh, '--store-url', 'http://127.0.0.1.example.com', '--token-file', inFolder('token')],
    /https:\/\//,
  ],
  [
    'another site',
    [...fresh, '--store-url', 'https://example.com', '--token-file', inFolder('token')],
    /not a Lightspeed store/,
  ],
  [
    'another scheme',
    [...fresh, '--store-url', 'ftp://127.0.0.1', '--token-file', inFolder('token')],
    /not a store address/,
  ],
  ['an empty store', [...fresh, '--store-url', '', '--token-file', inFolder('token')], /No store address/],
  [
    'a store without a token',
    [...fresh, '--store-url', 'http://127.0.0.1:4710'],
    /--store-url needs --token-file/,
  ],
  [
    'a token without a store',
    [...fresh, '--token-file', inFolder('token')],
    /--token-file needs --store-url/,
  ],
  [
    'a token file that is not there',
    [...fresh, ...store.slice(0, 2), '--token-file', secret],
    /cannot be read \(ENOENT\)/,
  ],
  [
    'a token file that is a folder',
    [...fresh, ...store.slice(0, 2), '--token-file', folder],
    /cannot be read \(EISDIR\)/,
  ],
  [
    'an empty token file',
    [...fresh, ...store.slice(0, 2), '--token-file', inFolder('empty-token')],
    /holds no token/,
  ],
  [
    'a token file with more than a token',
    [...fresh, ...store.slice(0, 2), '--token-file', inFolder('two-words')],
    /holds no token/,
  ],
  [
    'a relay without its token',
    [...fresh, ...store, '--relay-url', 'https://relay.example.com'],
    /needs --relay-token-file/,
  ],
  [
    'a token of a relay without its address',
    [...fresh, ...store, '--relay-token-file', inFolder('token')],
    /needs --relay-url/,
  ],
  [
    'a relay without TLS',
    [...fresh, ...store, '--relay-url', 'http://relay.example.com', '--relay-token-file', inFolder('token')],
    /begins with https:\/\//,
  ],
  [
    'a relay whose address has a password',
    [
      ...fresh,
      ...store,
      '--relay-url',
      'https://a:b@relay.example.com',
      '--relay-token-file',
      inFolder('token'),
    ],
    /no name, no query/,
  ],
  [
    'a relay whose token file holds two words',
    [
      ...fresh,
      ...store,
      '--relay-url',
      'https://relay.example.com',
      '--relay-token-file',
      inFolder('two-words'),
    ],
    /--relay-token-file: that file holds no token/,
  ],
  [
    'a relay for training',
    [...fresh, '--relay-url', 'https://relay.example.com', '--relay-token-file', inFolder('token')],
    /training has no relay/,
  ],
  ['a version nobody speaks', [...fresh, ...store, '--api-version', '1.0'], /--api-version 1.0/],
  ['a version without a store', [...fresh, '--api-version', '2.0'], /--api-version needs --store-url/],
  ['an outlet by its name', [...fresh, ...store, '--outlet', 'Warehouse'], /--outlet Warehouse/],
  ['an outlet with a digit too few', [...fresh, ...store, '--outlet', outlet.slice(1)], /--outlet/],
  ['a scanner by a bare path', [...fresh, '--scanner', '/dev/ttyUSB0'], /serial:/],
  ['a scanner without a path', [...fresh, '--scanner', 'serial:'], /serial port/],
  ['a scanner that prints', [...fresh, '--scanner', 'folder'], /^--scanner: A scanner cannot be "folder"/],
  ['a scanner with a protocol', [...fresh, '--scanner', 'serial:/dev/ttyS0?protocol=generic'], /protocol/],
  [
    'a scale that speaks nothing known',
    [...fresh, '--scale', 'serial:/dev/ttyS0?protocol=morse'],
    /protocol=morse/,
  ],
  ['a scale with a word for its speed', [...fresh, '--scale', 'serial:/dev/ttyS0?baud=fast'], /baud fast/],
  ['a scale with its speed twice', [...fresh, '--scale', 'serial:/dev/ttyS0?baud=9600&baud=9600'], /twice/],
  [
    'a printer on a serial port',
    [...fresh, '--printer', 'serial:/dev/ttyS0'],
    /^--printer: A printer cannot be "serial"/,
  ],
  [
    'two printers at one address',
    [...fresh, '--printer', 'tcp:localhost:9100', '--printer2', 'tcp:127.0.0.1:9100?language=tspl'],
    /--printer and --printer2 lead to one device/,
  ],
  ['two folders for labels', [...fresh, '--printer', 'folder', '--printer2', 'folder'], /lead to one device/],
  [
    'a scanner and a scale at one port',
    [...fresh, '--scanner', 'serial:/dev/ttyUSB7', '--scale', 'serial:/dev/ttyUSB7?protocol=nci'],
    /--scanner and --scale lead to one device/,
  ],
  ['a queue with a command for its name', [...fresh, '--printer', 'queue:;rm'], /";rm" is not the name/],
  ['a printer without a port', [...fresh, '--printer', 'tcp:192.0.2.9'], /port is missing/],
  ['a printer on a port too high', [...fresh, '--printer', 'tcp:192.0.2.9:70000'], /port 70000/],
  ['a virtual device with a real store', [...fresh, ...store, '--scanner', 'virtual'], /belong to training/],
  [
    'a virtual device on a connected profile',
    ['--profile', inFolder('connected'), '--printer', 'virtual'],
    /belong to training/,
  ],
]

/** Every file and folder below, with its content and the time it was changed. */
function pictureOf(path: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(path, { recursive: true })
      .map(String)
      .sort()
      .map((name) => {
        const stat = statSync(join(path, name))
        const content = stat.isFile() ? readFileSync(join(path, name)).toString('hex') : 'folder'
        return [name, `${stat.mode} ${stat.mtimeMs} ${content}`]
      }),
  )
}

function expectRefused(start: Start | undefined, what: string): void {
  expect(start?.stderr.trimEnd().split('\n'), what).toHaveLength(1)
  expect(start?.stderr.length, what).toBeGreaterThan(20)
  expect(start, what).toMatchObject({ status: 2, stdout: '' })
}

describe('a wrong command line', () => {
  it.each(wrong)(
    'is refused in one line that names it, before anything changes: %s',
    (_what, words, names) => {
      const before = pictureOf(folder)
      let line = ''
      try {
        readOptions(words)
      } catch (thrown) {
        if (!(thrown instanceof StationError)) throw thrown
        line = failureLine(thrown)
      }
      expect(line).toMatch(names)
      expect(line).not.toMatch(/[\p{Cc}\u2028]/u)
      expect(line).not.toContain(secret)
      expect(pictureOf(folder)).toEqual(before)
    },
  )

  const refused: readonly (readonly [string, string[]])[] = [
    ['a wrong port', ['--port', 'http', ...fresh]],
    ['a port below zero', ['--port', '-1', ...fresh]],
    ['a port too high', ['--port', '70000', ...fresh]],
    ['a profile that is a file', ['--profile', inFolder('a-file')]],
    ['a device that is none', ['--scale', 'serial:/dev/ttyS0?protocol=morse', ...fresh]],
    ['a virtual device on a connected profile', ['--profile', inFolder('connected'), '--printer', 'virtual']],
    ['verify without a profile', ['verify']],
    ['verify with a word too many', ['verify', '--profile', inFolder('connected'), '--deep']],
    ['verify of a folder without a store', ['verify', '--profile', inFolder('fresh')]],
    ['verify of something that is no store', ['verify', '--profile', inFolder('connected')]],
  ]
  it('ends the program with code 2, one line on standard error and nothing else', async () => {
    const before = pictureOf(folder)
    const starts = await startAll(refused.map(([, words]) => words))
    for (const [at, [what]] of refused.entries()) expectRefused(starts[at], what)
    expect(pictureOf(folder)).toEqual(before)
  })

  it('that is empty ends the program the same way', () => {
    const before = pictureOf(folder)
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli], {
      encoding: 'utf8',
      timeout: 60_000,
    })
    expectRefused({ status: status ?? -1, stdout, stderr }, 'nothing at all')
    expect(pictureOf(folder)).toEqual(before)
  })
})

describe('--help', () => {
  it('prints every option and ends with code 0, wherever it stands', async () => {
    const lines = [['--help'], ['-h'], ['verify', '--help'], ['--help', '--port', '0']]
    for (const [at, { status, stdout, stderr }] of (await startAll(lines)).entries()) {
      expect({ status, stderr }, lines[at]?.join(' ')).toEqual({ status: 0, stderr: '' })
      for (const option of [
        'host',
        'port',
        'profile',
        'headless',
        'store-url',
        'token-file',
        'outlet',
        'scale',
      ]) {
        expect(stdout, lines[at]?.join(' ')).toContain(`--${option}`)
      }
    }
  })
})

describe('a right command line', () => {
  it('is read whole', () => {
    const words = [
      ...fresh,
      ...store,
      '--relay-url',
      'https://relay.example.com/shop/',
      '--relay-token-file',
      inFolder('token'),
      '--host',
      'browser',
      '--port',
      '4711',
      '--headless',
      '--outlet',
      outlet.toUpperCase(),
    ]
    const devices = [
      '--scale',
      'serial:/dev/ttyS1?protocol=generic&baud=19200',
      '--printer',
      'tcp:192.0.2.9:9100',
    ]
    expect(readOptions([...words, ...devices, '--scanner', 'serial:/dev/ttyACM0'])).toEqual({
      profileFolder: inFolder('fresh'),
      port: 4711,
      forgetsPins: false,
      isHeadless: true,
      connect: { url: 'http://127.0.0.1:4710', token: 'a-token', apiVersion: '2026-07' },
      relay: { url: 'https://relay.example.com/shop', token: 'a-token' },
      outletId: outlet,
      devices: {
        scanner: expect.stringContaining('serial:/dev/ttyACM0'),
        scale: expect.stringMatching(/^serial:\/dev\/ttyS1\?baud=19200.*protocol=generic/),
        printer: 'tcp:192.0.2.9:9100',
      },
    })
  })
})
