import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../../src-main/clock.ts'
import { type BrowserHost, openBrowserHost } from '../../../../src-main/host/browser/browser-host.ts'
import { openDoor } from '../../../../src-main/host/door.ts'
import { quietLog } from '../../../../src-main/log/log.ts'
import { systemRandom } from '../../../../src-main/random.ts'
import { hasBrowser, openTestBrowser } from '../../../browser.ts'
import { newsSource, standInHandlers } from '../stand-in.ts'

const title = hasBrowser ? 'in a real browser' : 'in a real browser (skipped: no Chromium here)'
const token = 'a-token-of-at-least-32-characters-0002'

/** A page that tries what an intruder would, and writes down what worked. */
const hostileHtml = `<!doctype html><title>start</title>
<script>window.inlineRan = true</script>
<script type="module" src="./attempts.js"></script>
<img src="x" onerror="window.handlerRan = true">
<div id="styled" style="color: rgb(1, 2, 3)">text</div>
<iframe src="/index.html"></iframe>`

const attemptsScript = `
const worked = []
const attempt = async (name, run) => { try { await run(); worked.push(name) } catch {} }
const elsewhere = new URLSearchParams(location.hash.slice(1)).get('elsewhere')
await attempt('eval', () => eval('1'))
await attempt('function', () => new Function('return 1')())
await attempt('markup', () => { document.body.innerHTML += '<b>x</b>' })
await attempt('script-address', () => { document.createElement('script').src = elsewhere + '/x.js' })
await attempt('remote-fetch', () => fetch(elsewhere + '/x', { mode: 'no-cors' }))
await attempt('remote-image', () => new Promise((yes, no) => {
  const image = new Image(); image.onload = yes; image.onerror = no; image.src = elsewhere + '/x.gif' }))
await attempt('remote-socket', () => new Promise((yes, no) => {
  const socket = new WebSocket(elsewhere.replace('http', 'ws')); socket.onopen = yes; socket.onerror = no }))
await attempt('frame', () => window.frames[0].document.title)
await attempt('own-fetch', () => fetch('/index.html'))
await attempt('own-socket', () => new Promise((yes, no) => {
  const socket = new WebSocket('/bridge')
  socket.onerror = no
  socket.onclose = no
  socket.onopen = () => socket.send('{"id":1,"ask":"outlet:list","takes":{}}')
  socket.onmessage = (event) => (JSON.parse(event.data).ok ? yes() : no()) }))
const outcome = document.createElement('p')
outcome.id = 'outcome'
outcome.textContent = JSON.stringify({ worked, inlineRan: window.inlineRan === true, handlerRan: window.handlerRan === true,
  cookie: document.cookie,
  colour: getComputedStyle(document.querySelector('#styled')).color })
document.body.append(outcome)`

describe.skipIf(!hasBrowser)(title, () => {
  let folder = ''
  let host: BrowserHost
  let browser: Browser
  let elsewhere: Server
  const asked: string[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'policy-'))
    mkdirSync(join(folder, 'renderer'))
    writeFileSync(join(folder, 'renderer', 'index.html'), hostileHtml)
    writeFileSync(join(folder, 'renderer', 'attempts.js'), attemptsScript)
    elsewhere = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.setHeader('Content-Type', 'text/html')
      response.end('<!doctype html><title>elsewhere</title>')
    })
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    const handlers = standInHandlers({ 'outlet:list': () => [] })
    const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
    host = await openBrowserHost({
      port: 0,
      door: openDoor({ handlers, clock: systemClock, log: quietLog, random: systemRandom }),
      subscribe: newsSource().subscribe,
      rendererFolder: join(folder, 'renderer'),
      files: {
        image: async () => ({ bytes: pixel, contentType: 'image/gif' }),
        photo: async () => null,
        file: async () => null,
      },
      pageLeft: () => undefined,
      token,
      clock: systemClock,
      log: quietLog,
    })
    browser = await openTestBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await host.close()
    elsewhere.closeAllConnections()
    elsewhere.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const otherPage = () => `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
  async function signedIn(): Promise<Page> {
    const page = await (await browser.newContext()).newPage()
    await page.goto(host.urlWithToken)
    return page
  }

  it('S02 runs none of inline script, eval, markup from text, remote image, fetch or socket; own files and bridge work', async () => {
    const page = await signedIn()
    asked.length = 0
    await page.goto(`${host.url}#elsewhere=${otherPage()}`)
    await page.reload()
    const outcome = await page.locator('#outcome').textContent()
    expect(JSON.parse(outcome ?? '')).toEqual({
      worked: ['own-fetch', 'own-socket'],
      inlineRan: false,
      handlerRan: false,
      cookie: '',
      colour: 'rgb(0, 0, 0)',
    })
    expect(asked).toEqual([])
  })

  it('takes the token off the address bar and needs it no more in that window', async () => {
    const page = await signedIn()
    expect(page.url()).toBe(host.url)
    const stranger = await (await browser.newContext()).newPage()
    expect((await stranger.goto(host.url))?.status()).toBe(401)
  })

  it('is closed to a page on another port of this machine, in the same browser', async () => {
    const page = await signedIn()
    await page.goto(otherPage())
    const outcome = await page.evaluate(
      async ([socketUrl, pageUrl]) => {
        const opens = (address: string) =>
          new Promise<boolean>((resolve) => {
            const socket = new WebSocket(address)
            socket.onopen = () => resolve(true)
            socket.onerror = () => resolve(false)
          })
        const shows = (address: string) =>
          new Promise<boolean>((resolve) => {
            const image = new Image()
            image.onload = () => resolve(true)
            image.onerror = () => resolve(false)
            image.src = address
          })
        const reads = (address: string) =>
          fetch(address, { credentials: 'include' }).then(
            (answer) => answer.ok,
            () => false,
          )
        return {
          socket: await opens(socketUrl ?? ''),
          image: await shows(`${pageUrl}image/p1`),
          page: await reads(pageUrl ?? ''),
        }
      },
      [host.socket, host.url],
    )
    expect(outcome).toEqual({ socket: false, image: false, page: false })
  })
})
