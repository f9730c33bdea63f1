import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hasBrowser, sharedBrowser } from '../browser.ts'

const title = `a real page${hasBrowser ? '' : ' (skipped: no Chromium here)'}`
const part = new URL('../../src-renderer/part/', import.meta.url)
const modules = new Set(['keyboard-scanner.ts', 'scan-burst.ts', 'keys.ts'])

/**
 * A page with one of each thing a scanner could type into or press, and a log of what happened to them. React is
 * imported by a neighbour of what is tested and is not used here.
 */
const html = `<!doctype html>
<script type="importmap">{"imports": {"react": "data:text/javascript,export const useEffect=0,useLayoutEffect=0,useRef=0"}}</script>
<body>
<input id="note"><input id="count" type="number"><textarea id="text"></textarea>
<select id="pick"><option value="a">apple</option><option value="9">9 boxes</option><option value="4">4 boxes</option></select>
<form id="form"><input id="inform"><button>Send</button></form>
<button id="act">Act</button>
<script type="module">
  import { listenForScans } from './keyboard-scanner.ts'
  window.scans = []
  window.happened = []
  window.inputs = 0
  act.onclick = () => happened.push('act')
  form.onsubmit = (event) => { event.preventDefault(); happened.push('submit') }
  note.oninput = () => { window.inputs++ }
  window.stopListening = listenForScans(window, (text) => scans.push(text))
  window.isReady = true
</script>`

// proves: Scanner | Keyboard (wedge) | real page
describe.skipIf(!hasBrowser)(title, () => {
  let server: Server
  let page: Page
  let address: string
  let cdp: CDPSession

  beforeAll(async () => {
    server = createServer((request, response) => {
      const name = (request.url ?? '/').slice(1)
      if (name === '') return response.setHeader('content-type', 'text/html').end(html)
      if (!modules.has(name)) return response.writeHead(404).end()
      response.setHeader('content-type', 'text/javascript')
      return response.end(stripTypeScriptTypes(readFileSync(new URL(name, part), 'utf8')))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const at = server.address()
    address = `http://127.0.0.1:${at !== null && typeof at === 'object' ? at.port : 0}/`
    page = await (await sharedBrowser()).newPage()
    cdp = await page.context().newCDPSession(page)
  })
  afterAll(async () => {
    await page?.close()
    server?.close()
  })
  beforeEach(async () => {
    await page.goto(address)
    await page.waitForFunction('window.isReady')
  })

  /**
   * Types as a scanner: every 8 ms by the keys' own time, however slow this machine is. Not waiting for one key before
   * the next is sent keeps the page from coming to rest in between. `first`: how long from now the first key
   * comes, how long it is held, and how long it is until the second.
   */
  async function scan(
    text: string,
    end: 'Enter' | 'Tab' | '' = 'Enter',
    first = { afterMs: 0, heldMs: 0, pauseMs: 0 },
  ): Promise<void> {
    const keys = [...text].map(keyOf)
    if (end !== '')
      keys.push({ key: end, code: end, vk: end === 'Enter' ? 13 : 9, text: end === 'Enter' ? '\r' : '' })
    const startAt = Date.now() + first.afterMs
    const sent = keys.flatMap(({ key, code, vk, text }, at) => {
      const atMs = startAt + at * 8 + (at > 0 ? first.pauseMs : 0)
      const both = { key, code, windowsVirtualKeyCode: vk, timestamp: atMs / 1000 }
      const upAt = (atMs + (at === 0 ? first.heldMs : 0)) / 1000
      return [
        cdp.send('Input.dispatchKeyEvent', { ...both, type: text === '' ? 'rawKeyDown' : 'keyDown', text }),
        cdp.send('Input.dispatchKeyEvent', { ...both, type: 'keyUp', timestamp: upAt }),
      ]
    })
    await Promise.all(sent)
  }

  const scans = () => page.evaluate<string[]>('window.scans')
  const happened = () => page.evaluate<string[]>('window.happened')
  const value = (id: string) => page.locator(`#${id}`).inputValue()

  describe('a keyboard scanner', () => {
    it('presses no focused button with its Enter or its spaces, and a person does', async () => {
      await page.focus('#act')
      await scan('AB 12 CD')
      expect(await scans()).toEqual(['AB 12 CD'])
      expect(await happened()).toEqual([])
      await page.waitForTimeout(150)
      await page.keyboard.press('Enter')
      expect(await happened()).toEqual(['act'])
    })

    for (const [id, typed] of [
      ['note', 'fragile '],
      ['text', 'fragile '],
      ['count', '12'],
      ['inform', 'fragile '],
    ] as const) {
      it(`leaves the field ${id} as the person left it, and submits nothing`, async () => {
        await page.focus(`#${id}`)
        await page.keyboard.type(typed, { delay: 90 })
        await page.waitForTimeout(150)
        await scan('4006381333931')
        expect(await scans()).toEqual(['4006381333931'])
        expect(await value(id)).toBe(typed)
        expect(await happened()).toEqual([])
      })
    }

    it('gives selected text back that its first character replaced, caret included', async () => {
      await page.fill('#note', 'keep this')
      await page.evaluate('note.focus(); note.setSelectionRange(5, 9)')
      await scan('94001234')
      expect(await value('note')).toBe('keep this')
      expect(await page.evaluate('[note.selectionStart, note.selectionEnd]')).toEqual([5, 9])
    })

    it('tells the field of what it takes out, as a person deleting would', async () => {
      await page.focus('#note')
      await scan('94001234')
      expect(await page.evaluate<number>('window.inputs')).toBe(9)
    })

    it('chooses nothing in a list', async () => {
      await page.focus('#pick')
      await scan('94001234')
      expect(await scans()).toEqual(['94001234'])
      expect(await value('pick')).toBe('a')
    })

    it('keeps the focus when it ends in Tab', async () => {
      await page.focus('#note')
      await scan('94001234', 'Tab')
      expect(await page.evaluate('document.activeElement.id')).toBe('note')
      expect(await scans()).toEqual(['94001234'])
    })

    it('is heard whole when the page was busy in the middle of it', async () => {
      await page.focus('#note')
      await scan('94001234')
      const busy = page.evaluate('{ const end = performance.now() + 400; while (performance.now() < end); }')
      await scan('4006381333931')
      await busy
      expect(await scans()).toEqual(['94001234', '4006381333931'])
      expect(await value('note')).toBe('')
    })

    it('is heard whole when it pauses after its first key, and apart from a key that a finger held', async () => {
      await page.focus('#note')
      await scan('54006381333931', 'Enter', { afterMs: 0, heldMs: 8, pauseMs: 200 })
      expect(await scans()).toEqual(['54006381333931'])
      expect(await value('note')).toBe('')
      await scan('594001234', 'Enter', { afterMs: 1_000, heldMs: 80, pauseMs: 200 })
      expect(await scans()).toEqual(['54006381333931', '94001234'])
      expect(await value('note')).toBe('5')
    })

    it('is not heard any more once nobody listens', async () => {
      await page.evaluate('window.stopListening()')
      await page.focus('#note')
      await scan('94001234')
      expect(await scans()).toEqual([])
      expect(await value('note')).toBe('94001234')
    })
  })

  it('a person types into a field and sends it, and everything arrives', async () => {
    await page.focus('#inform')
    await page.keyboard.type('94001234', { delay: 90 })
    await page.keyboard.press('Enter')
    expect(await scans()).toEqual([])
    expect(await value('inform')).toBe('94001234')
    expect(await happened()).toEqual(['submit'])
  })
})

/** The key that types a digit, a capital or a space. */
function keyOf(text: string) {
  const code = text === ' ' ? 'Space' : /\d/.test(text) ? `Digit${text}` : `Key${text}`
  return { key: text, code, vk: text.charCodeAt(0), text }
}
