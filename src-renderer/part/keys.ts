import { useEffect, useLayoutEffect, useRef } from 'react'

/** A finger's key stands alone; a keyboard scanner's follow each other within this time, stumbles included. */
export const aloneMs = 120

/** Starts the search at once, as one goes on typing. */
const findKey = '/'

export type KeyMap = Readonly<Record<string, () => void>>

/** The arrows as steps of one, with Shift of ten. */
export function stepKeys(step: (by: number) => void): KeyMap {
  return {
    ArrowUp: () => step(1),
    ArrowDown: () => step(-1),
    'Shift+ArrowUp': () => step(10),
    'Shift+ArrowDown': () => step(-10),
  }
}

/** The name a key goes by in a key map: `F9`, `Shift+ArrowUp`, `z`, `*`. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'shiftKey'>): string {
  const { key } = event
  if (key.length === 1) return key.toLowerCase()
  return event.shiftKey ? `Shift+${key}` : key
}

function isFunctionKey(name: string): boolean {
  return /^F\d/.test(name)
}

/** Whether what has the focus writes text itself, so that letters and arrows belong to it. */
export function writesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) {
    return !['checkbox', 'radio', 'button', 'range', 'submit', 'file'].includes(target.type)
  }
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  )
}

/** Choices of one kind: the arrows go from one to the next, and Enter belongs to their form. */
function isChoice(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === 'radio'
}

/** A timer that is later than this shows a page that was busy: keys may wait that came in time. */
const lateMs = 50

type Timers = { now(): number; after(ms: number, run: () => void): () => void }
const pageTimers: Timers = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/**
 * Runs a letter's act only when no other key came just before or comes just after it, so that the digits a keyboard
 * scanner types never answer a question.
 */
export function loneKeys(timers: Timers = pageTimers) {
  let lastAt = Number.NEGATIVE_INFINITY
  let cancel: (() => void) | null = null

  function runAfter(ms: number, run: () => void): void {
    const dueAt = timers.now() + ms
    cancel = timers.after(ms, () => (timers.now() - dueAt > lateMs ? runAfter(lateMs, run) : run()))
  }

  return {
    /**
     * `atMs`: the key's own time, for a busy page hears keys late and all at once. `isAtOnce`: the key opens a field, and
     * what follows is typed into it; it only must not follow another key.
     */
    pressed(atMs: number, run: (() => void) | null, isAtOnce = false): void {
      const isAlone = atMs - lastAt > aloneMs
      lastAt = atMs
      cancel?.()
      cancel = null
      if (run && isAlone && isAtOnce) run()
      else if (run && isAlone) runAfter(aloneMs, run)
    },
    stop: () => cancel?.(),
  }
}

/** Keys of a screen, anywhere on the page. In a text field only the F keys work. */
export function useKeys(keys: KeyMap): void {
  const current = useRef(keys)
  // Before anything else can happen: a key acts on what the screen shows, never on what it showed before.
  useLayoutEffect(() => {
    current.current = keys
  })
  useEffect(() => {
    const lone = loneKeys()
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      const name = keyName(event)
      const act = current.current[name]
      const isText = writesText(event.target)
      if (name.length === 1 && !isText) {
        const run = act && !event.repeat ? () => current.current[name]?.() : null
        lone.pressed(event.timeStamp, run, name === findKey)
        if (act) event.preventDefault()
        return
      }
      if (!act || event.defaultPrevented) return
      if (isText && !isFunctionKey(name)) return
      if (isChoice(event.target) && /Arrow|Enter/.test(name)) return
      if (name === 'Enter' && event.target instanceof HTMLButtonElement) return
      event.preventDefault()
      // Held down, a function key is one press: it must not answer what the first press asked.
      if (!(event.repeat && isFunctionKey(name))) act()
    }
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('keydown', onKey)
      lone.stop()
    }
  }, [])
}
