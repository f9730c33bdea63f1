import { writesText } from './keys.ts'
import {
  type BurstOptions,
  type BurstStep,
  noBurst,
  readKey,
  readKeyUp,
  readRest,
  restDueMs,
} from './scan-burst.ts'

/** A text field as it was before the first key of a burst. */
type FieldBefore = {
  field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
  value: string
  start: number | null
  end: number | null
}

/** A timer that is later than this shows a page that was busy. */
const lateMs = 50

/** Told to the window before a scan goes to the station: a field whose number is meant for this scan hands it in first. */
export const scanHeard = 'scan-heard'

/**
 * Hears scanners that act as keyboards, on every screen and whatever has the focus. A scan's characters do not stay in
 * a text field and its Enter presses nothing; a person's typing passes untouched. Gives the way to stop.
 */
export function listenForScans(
  page: Window,
  onScan: (text: string) => void,
  options: BurstOptions = { prefix: null },
): () => void {
  let state = noBurst
  let before: FieldBefore | null = null
  let rest: number | null = null
  const swallowed = new Set<string>()

  function act(step: BurstStep, field: EventTarget | null): void {
    state = step.state
    if (step.takeBack && before) putBack(before)
    if (step.giveBack) typeInto(field, step.giveBack)
    if (rest !== null) page.clearTimeout(rest)
    rest = null
    const dueMs = restDueMs(state)
    if (dueMs !== null) waitForRest(dueMs)
    if (step.scan === undefined) return
    page.dispatchEvent(new Event(scanHeard))
    onScan(step.scan)
  }

  function waitForRest(ms: number): void {
    const dueAt = page.performance.now() + ms
    rest = page.setTimeout(() => {
      rest = null
      const now = page.performance.now()
      // A page that comes late was busy, and keys may be waiting that belong to the burst: they go first.
      if (now - dueAt > lateMs) waitForRest(lateMs)
      else act(readRest(state, now, options), page.document.activeElement)
    }, ms)
  }

  function onKeyDown(event: KeyboardEvent): void {
    const inTextField = writesText(event.target)
    const step = readKey(state, pressOf(event, inTextField), options)
    const isFirst = step.state.text.length === 1 && step.state.lastAtMs === step.state.firstAtMs
    if (isFirst) before = fieldBefore(event.target)
    if (step.swallow) {
      stop(event)
      swallowed.add(event.code)
    }
    act(step, event.target)
  }

  function onKeyUp(event: KeyboardEvent): void {
    state = readKeyUp(state, event.key, event.timeStamp)
    // A button is pressed by the way up of the space key.
    if (swallowed.delete(event.code)) stop(event)
  }

  page.addEventListener('keydown', onKeyDown, { capture: true })
  page.addEventListener('keyup', onKeyUp, { capture: true })
  return () => {
    page.removeEventListener('keydown', onKeyDown, { capture: true })
    page.removeEventListener('keyup', onKeyUp, { capture: true })
    if (rest !== null) page.clearTimeout(rest)
  }
}

function stop(event: Event): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

function pressOf(event: KeyboardEvent, inTextField: boolean) {
  return {
    // A key that a keyboard for another script is still composing is a person's.
    key: event.isComposing ? 'Process' : event.key,
    atMs: event.timeStamp,
    ctrl: event.ctrlKey,
    alt: event.altKey,
    meta: event.metaKey,
    shift: event.shiftKey,
    capsLock: event.getModifierState('CapsLock'),
    isRepeat: event.repeat,
    inTextField,
  }
}

function fieldBefore(target: EventTarget | null): FieldBefore | null {
  if (target instanceof HTMLSelectElement)
    return { field: target, value: target.value, start: null, end: null }
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return null
  // Number and date fields have no caret to remember; reading it gives null.
  return { field: target, value: target.value, start: target.selectionStart, end: target.selectionEnd }
}

function putBack({ field, value, start, end }: FieldBefore): void {
  if (!field.isConnected || field.value === value) return
  setValue(field, value)
  if (start !== null && !(field instanceof HTMLSelectElement)) field.setSelectionRange(start, end)
}

function typeInto(target: EventTarget | null, text: string): void {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return
  const start = target.selectionStart ?? target.value.length
  const end = target.selectionEnd ?? target.value.length
  setValue(target, target.value.slice(0, start) + text + target.value.slice(end))
  if (target.selectionStart !== null) target.setSelectionRange(start + text.length, start + text.length)
}

/** Through the setter of the element's own class: React replaces the one of the element to see its own writes. */
function setValue(field: FieldBefore['field'], value: string): void {
  const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')
  own?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  if (field instanceof HTMLSelectElement) field.dispatchEvent(new Event('change', { bubbles: true }))
}
