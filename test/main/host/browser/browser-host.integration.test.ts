import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { writeBridgeFile } from '../../../../src-main/host/browser/bridge-file.ts'
import { type BrowserHost, openBrowserHost } from '../../../../src-main/host/browser/browser-host.ts'
import { openDoor } from '../../../../src-main/host/door.ts'
import { contentPolicy } from '../../../../src-main/host/policy.ts'
import { countingRandom, handClock, newsSource, notingLog, standInHandlers } from '../stand-in.ts'

const token = 'a-token-of-at-least-32-characters-0001'
const { log, noted } = notingLog()
const { clock, pass } = handClock()
const source = newsSource()
const pagesLeft: string[] = []
let folder = ''
let host: BrowserHost

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'host-'))
  const rendererFolder = join(folder, 'renderer')
  mkdirSync(join(rendererFolder, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'outside.js'), 'outside')
  writeFileSync(join(rendererFolder, 'index.html'), '<!doctype html><title>Station</title>')
  writeFileSync(join(rendererFolder, 'assets', 'main-1a2b.js'), 'export {}')
  writeFileSync(join(rendererFolder, '.hidden.js'), 'hidden')
  symlinkSync(join(folder, 'outside.js'), join(rendererFolder, 'link.js'))
  const door = openDoor({
    handlers: standInHandlers({
      'outlet:list': () => [{ id: 'o1', name: 'Harbour' }],
      'desk:times': () => ({}),
      'desk:show': (_taken, { pageId }) => ({ pageId, scannerAt: pageId }),
    }),
    clock,
    log,
    random: countingRandom,
  })
  host = await openBrowserHost({
    port: 0,
    door,
    subscribe: source.subscribe,
    rendererFolder,
    files: {
      photo: async (id) => (id === 'ph1' ? { bytes: Buffer.from('jpeg'), contentType: 'image/jpeg' } : null),
      image: async (id) =>
        id === 'p1'
          ? { bytes: Uint8Array.of(1, 2), contentType: 'image/png' }
          : id === 'evil'
            ? { bytes: Uint8Array.of(1), contentType: 'image/svg+xml' }
            : null,
      file: async (name) =>
        name === 'slip 1.pdf'
          ? { bytes: Uint8Array.of(37), contentType: 'application/pdf', name: 'slip 1.pdf' }
          : name === 'page.html'
            ? { bytes: Uint8Array.of(60), contentType: 'text/html', name: 'page.html' }
            : null,
    },
    pageLeft: (pageId) => pagesLeft.push(pageId),
    token,
    clock,
    log,
  })
})

afterAll(async () => {
  await host.close()
  rmSync(folder, { recursive: true, force: true })
})

type Reply = { status: number; headers: Record<string, string | string[] | undefined>; text: string }

/** Asks with exactly this path and these headers; fetch would tidy both. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port: host.port, path, headers, method }, (reply) => {
      const parts: Buffer[] = []
      reply.on('data', (part: Buffer) => parts.push(part))
      reply.on('end', () =>
        resolve({
          status: reply.statusCode ?? 0,
          headers: reply.headers,
          text: Buffer.concat(parts).toString(),
        }),
      )
    })
    asked.on('error', reject)
    asked.end()
  })
}

const bearer = { authorization: `Bearer ${token}` }

async function cookieOf(): Promise<string> {
  const reply = await get(`/?token=${token}`)
  const [first = ''] = reply.headers['set-cookie'] ?? []
  return first.split(';')[0] ?? ''
}

/** A socket with its messages in order. */
function connect(headers: Record<string, string> = {}, origin?: string) {
  const socket = new WebSocket(host.socket, { headers, ...(origin === undefined ? {} : { origin }) })
  const heard: unknown[] = []
  const waiting: ((message: unknown) => void)[] = []
  socket.on('message', (data) => {
    const message: unknown = JSON.parse(String(data))
    const next = waiting.shift()
    if (next) next(message)
    else heard.push(message)
  })
  const opened = new Promise<'open' | number>((resolve) => {
    socket.on('open', () => resolve('open'))
    socket.on('unexpected-response', (_request, reply) => resolve(reply.statusCode ?? 0))
    socket.on('error', () => resolve(-1))
  })
  const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)))
  const next = (): Promise<unknown> =>
    heard.length > 0 ? Promise.resolve(heard.shift()) : new Promise((resolve) => waiting.push(resolve))
  const say = (frame: unknown): void => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  return { socket, opened, closed, next, say, heard }
}

describe('pages of the browser host', () => {
  it('S02 serves the renderer with the content policy and the other guards to one who shows the token', async () => {
    const reply = await get('/', bearer)
    expect(reply.status).toBe(200)
    expect(reply.text).toContain('<title>Station</title>')
    expect(reply.headers).toMatchObject({
      'content-security-policy': contentPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
  })

  it('turns the token in the address into a cookie that script and other sites cannot use, and takes it off the address', async () => {
    const reply = await get(`/?token=${token}`)
    expect(reply.status).toBe(302)
    expect(reply.headers.location).toBe('/')
    const [cookie = ''] = reply.headers['set-cookie'] ?? []
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/)
    expect(cookie).not.toContain(token)
    expect((await get('/', { cookie: cookie.split(';')[0] ?? '' })).status).toBe(200)
  })

  it.each([
    ['nothing shown', '/', {}],
    ['a wrong token in the address', '/?token=wrong', {}],
    ['a wrong bearer', '/', { authorization: 'Bearer wrong' }],
    ['a wrong cookie', '/', { cookie: 'station-1=abc' }],
    ['the token at another path', `/assets/main-1a2b.js?token=${token}`, {}],
    ['a picture without a token', '/image/p1', {}],
  ])('refuses with 401: %s', async (_name, path, headers) => {
    expect((await get(path, headers)).status).toBe(401)
  })

  it('refuses a Host that is not this address and an Origin that is not ours, and notes both', async () => {
    noted.length = 0
    const port = host.port
    expect((await get('/', { ...bearer, host: `station.example:${port}` })).status).toBe(403)
    expect((await get('/', { ...bearer, host: '127.0.0.1' })).status).toBe(403)
    expect((await get('/', { ...bearer, origin: 'http://127.0.0.1:1' })).status).toBe(403)
    expect((await get('/', { ...bearer, origin: 'null' })).status).toBe(403)
    expect(
      (await get('/image/p1', { ...bearer, 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'image' }))
        .status,
    ).toBe(403)
    expect(noted.map((one) => one.fields.why)).toEqual(['host', 'host', 'origin', 'origin', 'origin'])
    expect(
      (await get('/', { ...bearer, host: `localhost:${port}`, origin: `http://localhost:${port}` })).status,
    ).toBe(200)
  })

  it.each([
    '/../outside.js',
    '/..%2foutside.js',
    '/%2e%2e/outside.js',
    '/assets/..%5c..%5coutside.js',
    '/assets/%252e%252e/x.js',
    '/index.html%00.js',
    '/link.js',
    '/.hidden.js',
    '/%ff',
    '//127.0.0.1/index.html',
    '/assets',
    '/assets/',
    '/image/evil',
    '/image/..',
    '/file/missing.pdf',
    '/image/none',
  ])('S03 answers %s with 404', async (path) => {
    expect((await get(path, bearer)).status).toBe(404)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('answers %s with 405', async (method) => {
    expect((await get('/', bearer, method)).status).toBe(405)
  })

  it('serves pictures and files, and what a browser could run only as a download', async () => {
    expect((await get('/image/p1', bearer)).headers['content-type']).toBe('image/png')
    expect((await get('/photo/ph1', bearer)).headers['content-type']).toBe('image/jpeg')
    expect((await get('/photo/ph1', {})).status).toBe(401)
    expect((await get('/photo/..%2fph1', bearer)).status).toBe(404)
    const slip = await get('/file/slip%201.pdf', bearer)
    expect([slip.status, slip.headers['content-type'], slip.text]).toEqual([200, 'application/pdf', '%'])
    const html = await get('/file/page.html', bearer)
    expect(html.headers['content-type']).toBe('application/octet-stream')
    expect(html.headers['content-disposition']).toMatch(/^attachment/)
  })

  it('says that the port is taken', async () => {
    const door = { answer: async () => ({ ok: true as const, value: {} }) }
    const files = { image: async () => null, photo: async () => null, file: async () => null }
    const second = openBrowserHost({
      port: host.port,
      door,
      subscribe: source.subscribe,
      rendererFolder: folder,
      files,
      pageLeft: () => undefined,
      token,
      clock,
      log,
    })
    await expect(second).rejects.toMatchObject({ code: 'port-taken' })
  })
})

describe('the bridge', () => {
  it('answers asks by id over an authorised socket', async () => {
    const end = connect(bearer)
    await end.opened
    end.say({ id: 1, ask: 'outlet:list', takes: {} })
    expect(await end.next()).toEqual({ id: 1, ok: true, value: [{ id: 'o1', name: 'Harbour' }] })
    end.say({ id: 'two', ask: 'nothing:there', takes: {} })
    expect(await end.next()).toMatchObject({ id: 'two', ok: false, failure: { code: 'unknown-request' } })
    end.socket.close()
  })

  it('lets a browser window in by its cookie from our own origin', async () => {
    const end = connect({ cookie: await cookieOf() }, `http://127.0.0.1:${host.port}`)
    expect(await end.opened).toBe('open')
    end.say({ id: 1, ask: 'desk:times', takes: { consignmentId: 'c', times: 2 } })
    expect(await end.next()).toEqual({ id: 1, ok: true, value: {} })
    end.socket.close()
  })

  it('names each connection to the station, and says which one is closed', async () => {
    const [one, two] = [connect(bearer), connect(bearer)]
    await Promise.all([one.opened, two.opened])
    for (const end of [one, two])
      end.say({ id: 1, ask: 'desk:show', takes: { screen: 'work', consignmentId: null } })
    const [first, second] = (await Promise.all([one.next(), two.next()])) as { value: { pageId: string } }[]
    expect(first?.value.pageId).not.toBe(second?.value.pageId)
    two.socket.close()
    await expect.poll(() => pagesLeft).toContain(second?.value.pageId)
    expect(pagesLeft).not.toContain(first?.value.pageId)
    one.socket.close()
  })

  it('lets automation in by a first frame with the token, and closes on any other first frame', async () => {
    const good = connect()
    await good.opened
    good.say({ id: 0, token })
    expect(await good.next()).toEqual({ id: 0, ok: true, value: {} })
    good.say({ id: 1, ask: 'outlet:list', takes: {} })
    expect(await good.next()).toMatchObject({ id: 1, ok: true })
    good.socket.close()
    for (const first of [
      { token: 'wrong' },
      { id: 1, ask: 'outlet:list', takes: {} },
      { hear: ['*'] },
      'rubbish',
    ]) {
      const bad = connect()
      await bad.opened
      bad.say(first)
      expect(await bad.closed).toBe(4401)
      expect(bad.heard).toEqual([])
    }
  })

  it('closes a socket that shows no token within 5 s', async () => {
    const end = connect()
    await end.opened
    pass(4999)
    pass(1)
    expect(await end.closed).toBe(4401)
  })

  it('refuses a socket from another page, another host name, another path or with a wrong bearer', async () => {
    expect(await connect(bearer, 'http://station.example').opened).toBe(403)
    expect(await connect({ ...bearer, host: 'station.example' }).opened).toBe(403)
    expect(await connect({ authorization: 'Bearer wrong' }).opened).toBe(401)
    const elsewhere = new WebSocket(`ws://127.0.0.1:${host.port}/other`, { headers: bearer })
    expect(
      await new Promise((resolve) =>
        elsewhere.on('unexpected-response', (_, reply) => resolve(reply.statusCode)),
      ),
    ).toBe(404)
  })

  it('passes on only the news it was asked for, in order', async () => {
    const end = connect(bearer)
    await end.opened
    source.tell({ topic: 'changed', body: { what: 'work' } })
    end.say({ id: 1, hear: ['consignment'] })
    expect(await end.next()).toEqual({ id: 1, ok: true, value: {} })
    source.tell({ topic: 'changed', body: { what: 'sync' } })
    source.tell({ topic: 'consignment', body: { consignmentId: 'c1' } })
    expect(await end.next()).toEqual({ news: 'consignment', body: { consignmentId: 'c1' } })
    end.say({ id: 2, hear: '*' })
    await end.next()
    source.tell({ topic: 'changed', body: { what: 'sync' } })
    expect(await end.next()).toEqual({ news: 'changed', body: { what: 'sync' } })
    end.socket.close()
  })

  it.each([
    '',
    '[]',
    '{}',
    'null',
    '{"id":1}',
    '{"id":{},"ask":"sync:now"}',
    '{"hear":["everything"]}',
    '{"id":1,"ask":7}',
  ])('answers the unreadable frame %s with a failure and stays open', async (text) => {
    const end = connect(bearer)
    await end.opened
    end.say(text)
    expect(await end.next()).toMatchObject({ ok: false, failure: { code: 'bad-frame' } })
    end.say({ id: 9, ask: 'outlet:list', takes: {} })
    expect(await end.next()).toMatchObject({ id: 9, ok: true })
    end.socket.close()
  })

  it('closes on a binary message and on one above 256 KB', async () => {
    const binary = connect(bearer)
    await binary.opened
    binary.socket.send(Buffer.from('{}'))
    expect(await binary.closed).toBe(4415)
    const big = connect(bearer)
    await big.opened
    big.say({ id: 1, ask: 'desk:scan', takes: { text: 'x'.repeat(257 * 1024), by: 'typed' } })
    expect(await big.closed).toBe(1009)
  })

  it('slows down one who asks too fast and lets go of one who does not stop', async () => {
    const end = connect(bearer)
    await end.opened
    const codes = new Map<string, number>()
    end.socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as { ok: boolean; failure?: { code: string } }
      const code = frame.ok ? 'ok' : (frame.failure?.code ?? '')
      codes.set(code, (codes.get(code) ?? 0) + 1)
    })
    for (let id = 0; id < 7000; id += 1) end.say({ id, ask: 'sync:now', takes: {} })
    expect(await end.closed).toBe(4429)
    expect(codes.get('not-here') ?? 0).toBeLessThanOrEqual(1000)
    expect(codes.get('too-fast') ?? 0).toBeGreaterThan(3000)
  })

  it('S16 answers somebody else among the hundreds of requests that one sent at once', async () => {
    const handled: unknown[] = []
    const door = {
      answer: async (ask: string) => {
        handled.push(ask)
        return { ok: true as const, value: {} }
      },
    }
    const own = await openBrowserHost({
      port: 0,
      door,
      subscribe: newsSource().subscribe,
      rendererFolder: folder,
      files: { image: async () => null, photo: async () => null, file: async () => null },
      pageLeft: () => undefined,
      token,
      clock,
      log,
    })
    const [many, one] = [1, 2].map(() => new WebSocket(own.socket, { headers: bearer }))
    await Promise.all([many, one].map((each) => new Promise((resolve) => each?.on('open', resolve))))
    const answered = new Promise((resolve) => one?.on('message', resolve))
    for (let id = 0; id < 300; id += 1) many?.send(JSON.stringify({ id, ask: 'desk:scan', takes: {} }))
    // All of them are on their way, and none was read yet.
    await new Promise((resolve) => setImmediate(resolve))
    one?.send(JSON.stringify({ id: 1, ask: 'pack:open', takes: {} }))
    await answered
    expect(handled.indexOf('pack:open')).toBeLessThan(20)
    await own.close()
  })

  it('stops listening to the station when it closes, and frees its port', async () => {
    const door = { answer: async () => ({ ok: true as const, value: {} }) }
    const own = newsSource()
    const files = { image: async () => null, photo: async () => null, file: async () => null }
    const needs = {
      port: 0,
      door,
      subscribe: own.subscribe,
      rendererFolder: folder,
      files,
      pageLeft: () => undefined,
      token,
      clock,
      log,
    }
    const first = await openBrowserHost(needs)
    const end = new WebSocket(first.socket, { headers: bearer })
    await new Promise((resolve) => end.on('open', resolve))
    const gone = new Promise((resolve) => end.on('close', resolve))
    expect(own.listeners()).toBe(1)
    await first.close()
    await gone
    expect(own.listeners()).toBe(0)
    const second = await openBrowserHost({ ...needs, port: first.port })
    await second.close()
  })
})

describe('bridge.json', () => {
  it('is readable by its owner only, holds what automation needs, and goes with the station', () => {
    const mine = writeBridgeFile({ folder, url: host.url, socket: host.socket, token, clock })
    expect(statSync(mine.path).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(mine.path, 'utf8'))).toEqual({
      url: host.url,
      socket: host.socket,
      token,
      pid: process.pid,
      startedAt: expect.stringMatching(/^2026-11-05T/),
    })
    mine.remove()
    expect(existsSync(mine.path)).toBe(false)
  })

  it('stays when another station has written it since', () => {
    const mine = writeBridgeFile({ folder, url: host.url, socket: host.socket, token, clock })
    writeBridgeFile({ folder, url: host.url, socket: host.socket, token: 'another', clock })
    mine.remove()
    expect(existsSync(mine.path)).toBe(true)
  })
})
