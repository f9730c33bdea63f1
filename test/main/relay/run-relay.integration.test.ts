import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { hookPath } from '../../../src-main/relay/hook.ts'
import { testFolder } from '../bench.ts'
import { startAll } from '../cli/start-all.ts'
import { hookBody, hookSecret } from './hook-vector.ts'
import { call, signedHeaders, stationToken } from './open-relay.ts'

const cli = fileURLToPath(new URL('../../../src-main/cli.ts', import.meta.url))
const started: ChildProcess[] = []
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

function files() {
  const folder = testFolder()
  const put = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const secret = put('secret', `${hookSecret}\n`)
  const tokens = put('tokens', `${stationToken}\n`)
  const data = join(folder, 'data')
  const words = ['--data', data, '--secret-file', secret, '--station-token-file', tokens]
  return { put, data, words, good: [...words, '--public-url', 'https://relay.example.com'] }
}

async function start(
  words: string[],
): Promise<{ child: ChildProcess; url: string; ended: Promise<number | null> }> {
  const child = spawn(process.execPath, [cli, 'relay', ...words])
  started.push(child)
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const said = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (text) => resolve(String(text)))
    child.stderr?.once('data', (text) => reject(new Error(String(text))))
  })
  return { child, ended, url: /http:\/\/\S+/.exec(said)?.[0] ?? '' }
}

const run = (words: string[]) => spawnSync(process.execPath, [cli, 'relay', ...words], { encoding: 'utf8' })

describe('npm run relay', () => {
  const wrong: readonly [string, (f: ReturnType<typeof files>) => string[], RegExp][] = [
    ['nothing', () => [], /--data DIR is missing/],
    ['no public address', ({ words }) => words, /--public-url URL is missing/],
    [
      'a public address without TLS',
      ({ words }) => [...words, '--public-url', 'http://relay.example.com'],
      /https:\/\//,
    ],
    [
      'a public address with a query',
      ({ words }) => [...words, '--public-url', 'https://a.example.com/?x'],
      /no query/,
    ],
    [
      'a secret that is too short',
      ({ good, put }) => swapped(good, '--secret-file', put('short', 'abc')),
      /12 characters/,
    ],
    [
      'three secrets',
      ({ good, put }) => swapped(good, '--secret-file', put('three', `${hookSecret}\n`.repeat(3))),
      /more than 2/,
    ],
    [
      'a secret typed in place of its file',
      ({ good }) => swapped(good, '--secret-file', hookSecret),
      /cannot be read \(ENOENT\)/,
    ],
    [
      'a short station token',
      ({ good, put }) => swapped(good, '--station-token-file', put('t', 'short-token')),
      /32 characters/,
    ],
    ['a port in letters', ({ good }) => [...good, '--port', 'http'], /--port http/],
    ['a host name to listen on', ({ good }) => [...good, '--listen', 'localhost'], /--listen localhost/],
    [
      'a token without a store',
      ({ good, put }) => [...good, '--token-file', put('tok', 'x')],
      /needs --store-url/,
    ],
    [
      'a token to keep that is not given',
      ({ good }) => [...good, '--store-url', 'demoshop', '--keep-token'],
      /needs --token-file/,
    ],
    [
      'another site as store',
      ({ good, put }) => [...good, '--store-url', 'https://example.com', '--token-file', put('tok', 'x')],
      /not a Lightspeed store/,
    ],
    [
      'a folder below a file',
      ({ good, put }) => swapped(good, '--data', join(put('file', ''), 'x')),
      /is not a folder/,
    ],
    ['an option nobody knows', ({ good }) => [...good, '--colour', 'red'], /--colour/],
  ]
  it('says one line, ends with 2 and changes nothing where something given is wrong', async () => {
    const given = wrong.map(() => files())
    const starts = await startAll(wrong.map(([, words], at) => ['relay', ...words(given[at] ?? files())]))
    expect(starts).toHaveLength(wrong.length)
    for (const [at, [what, , line]] of wrong.entries()) {
      const { status, stdout, stderr } = starts[at] ?? { status: -1, stdout: '', stderr: '' }
      expect(stderr, what).toMatch(line)
      expect(stderr.trim().split('\n'), what).toHaveLength(1)
      expect(stderr, what).not.toContain(hookSecret)
      expect([status, stdout], what).toEqual([2, ''])
      expect(existsSync(given[at]?.data ?? ''), what).toBe(false)
    }
  })

  it('keeps what it answered 204 for through a kill, and ends as told with a station waiting', async () => {
    const { good } = files()
    const first = await start(good)
    const headers = { authorization: `Bearer ${stationToken}` }
    const hooked = await call(first.url + hookPath('consignment.receive'), {
      method: 'POST',
      headers: signedHeaders(hookBody),
      body: hookBody,
    })
    expect(hooked.status).toBe(204)
    first.child.kill('SIGKILL')
    await first.ended
    const second = await start(good)
    const page = JSON.parse((await call(`${second.url}/hints?after=0`, { headers })).text)
    expect(page.hints).toHaveLength(1)
    const waiting = call(`${second.url}/hints?after=1&wait=25`, { headers })
    await call(`${second.url}/health`)
    second.child.kill('SIGTERM')
    expect((await waiting).status).toBe(200)
    expect(await second.ended).toBe(0)
  })

  it('says who has its folder, or its port', async () => {
    const { good, put, words } = files()
    const { url } = await start(good)
    const again = run(good)
    expect([again.status, again.stderr]).toEqual([
      2,
      expect.stringMatching(/^Another relay \(process \d+\) has this folder/),
    ])
    const other = swapped(
      [...words, '--public-url', 'https://relay.example.com'],
      '--data',
      `${put('other', '')}-data`,
    )
    const taken = run([...other, '--port', new URL(url).port])
    expect([taken.status, taken.stderr]).toEqual([2, expect.stringMatching(/in use/)])
  })
})

function swapped(words: string[], option: string, value: string): string[] {
  return words.map((word, place) => (words[place - 1] === option ? value : word))
}
