import { closeSync, writeSync } from 'node:fs'
import type { Page } from 'playwright-core'
import type { PtyPair } from '../../src-main/training/device/pty.ts'
import { openPtyPair } from '../../src-main/training/device/pty.ts'
import { openEnd } from './flooder.ts'
import { pause, type StationProcess } from './station-process.ts'
import type { UsbWord } from './usb-station.ts'

/** A scanner in somebody's hand, of one kind. */
export type Gun = {
  /** The station's option for it. */
  words: string[]
  /** Reads a code. True once all of it has been handed to whatever carries it to the station. */
  scan(n: number, text: string): Promise<boolean>
  /** Cables in anew before a station starts: the ends of a killed one are not left half open. */
  plugIn(): Promise<void>
  /** A station runs now, and its scanner is ready. */
  isUp(station: StationProcess): Promise<void>
  hearUsb: ((word: UsbWord) => void) | null
  close(): Promise<void>
}

/** At a pseudo-terminal: the system has taken all of it. What it has no room for is not sent. */
export async function serialGun(): Promise<Gun> {
  const cable: PtyPair = await openPtyPair()
  let end: number | null = null
  const letGo = () => {
    if (end !== null) closeSync(end)
    end = null
  }
  return {
    words: ['--scanner', `serial:${cable.host}`],
    async scan(_n, text) {
      const code = `]C1${text}\r`
      try {
        return end !== null && writeSync(end, code) === code.length
      } catch (thrown) {
        // The cable is full, or it was pulled this moment.
        const { code: why } = thrown as NodeJS.ErrnoException
        if (why === 'EAGAIN' || why === 'EIO') return false
        throw thrown
      }
    },
    async plugIn() {
      letGo()
      await cable.drop()
      await cable.restore()
      end = openEnd(cable.device)
    },
    isUp: async () => undefined,
    hearUsb: null,
    async close() {
      letGo()
      await cable.close()
    },
  }
}

const usbAnswerMs = 2_000

/** At a USB socket in memory: the socket's holder says that the report went out. */
export async function usbGun(): Promise<Gun> {
  let station: StationProcess | null = null
  const waiting = new Map<number, (ok: boolean) => void>()
  return {
    words: ['--scanner', 'hid:auto'],
    scan: (n, text) =>
      new Promise((resolve) => {
        if (station === null || station.isGone()) return resolve(false)
        const settle = (ok: boolean) => {
          clearTimeout(late)
          waiting.delete(n)
          resolve(ok)
        }
        // A station that was killed before it could say so: whether the report went out is not known.
        const late = setTimeout(() => settle(true), usbAnswerMs)
        waiting.set(n, settle)
        station.usb({ is: 'scan', n, text, aim: ']C1' })
      }),
    plugIn: async () => undefined,
    isUp: async (now) => {
      station = now
    },
    hearUsb: (word) => {
      if (word.is === 'scanned') waiting.get(word.n)?.(word.ok)
    },
    close: async () => undefined,
  }
}

const keyEveryMs = 1.5
/** From a key under a finger to the trigger, at the least. */
const handToTriggerMs = 120

/** A scanner that types, and the person who types on the same keyboard, though not into the middle of a code. */
type KeyboardGun = Gun & { between(press: () => Promise<void>): Promise<void> }

/** Keys into a real page: the browser has taken every one of them. */
export async function keyboardGun(
  page: Page,
  link: (station: StationProcess) => string,
): Promise<KeyboardGun> {
  const devtools = await page.context().newCDPSession(page)
  let isOpen = false
  let turn: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }
  return {
    words: [],
    between: (press) =>
      inTurn(async () => {
        await pause(handToTriggerMs)
        await press()
        await pause(handToTriggerMs)
      }),
    scan: (_n, text) => inTurn(() => type(text)),
    plugIn: async () => undefined,
    async isUp(station) {
      if (!isOpen) await page.goto(link(station))
      isOpen = true
      await page.locator('.frame, .rail, nav').first().waitFor()
      // The list of codes that did not get through looks alike and stays.
      await page.waitForFunction(() => document.querySelector('.no-answer:not(.missed *)') === null)
    },
    hearUsb: null,
    close: () => page.close(),
  }

  async function type(text: string): Promise<boolean> {
    const startedMs = Date.now()
    const keys = [...`]C1${text}`].map((key) => ({
      key,
      text: key,
      windowsVirtualKeyCode: key.charCodeAt(0),
    }))
    const all = [...keys, { key: 'Enter', text: '\r', windowsVirtualKeyCode: 13 }]
    await Promise.all(
      all.flatMap((key, at) => {
        const timestamp = (startedMs + at * keyEveryMs) / 1_000
        const { text: _text, ...up } = key
        return [
          devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...key }),
          devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp: timestamp + 0.001, ...up }),
        ]
      }),
    )
    return true
  }
}
