/**
 * How a scanner that acts as a keyboard is told from a person: not by single gaps, for both stumble, but by the
 * average over a whole burst of keys that ends in Enter or Tab. Scanners send a key every 1 to 20 ms, people one every
 * 80 ms and more. Pure: times come with the keys.
 */

/** Keys further apart than this do not belong together. */
const burstGapMs = 100
/** The pauses of a scanner's burst may be longer, this long together: the wireless link or the system stumbled. */
const stallMs = 500
/** A key, a pause and a scan: one code when the whole is quicker than any person types, else a person's key and a scan. */
const handAverageMs = 60
/** A finger stays on a key at least this long; a scanner lets go of it at once. */
const fingerMs = 40
const scannerAverageMs = 30
const fewestCharacters = 4
/** No code of the trade is longer. What comes beyond is counted and not kept, so that such a burst is refused whole. */
const longestText = 513
/** After this much silence a code without an end is over, as long as no scanner here was ever seen to send an end. */
const restMs = 200
const fewestWithoutEnd = 6
/** After a prefix the speed says nothing; a pause this long means that a person typed it. */
const prefixGapMs = 300
const symbologyId = /^\][A-Za-z]\d/
/** Scanners that send CR LF type Enter twice. */
const secondEndMs = 100

export type KeyPress = {
  key: string
  atMs: number
  ctrl: boolean
  alt: boolean
  meta: boolean
  shift: boolean
  capsLock: boolean
  /** The key is held down: a finger. */
  isRepeat: boolean
  inTextField: boolean
}

export type BurstState = {
  text: string
  /** Characters that came after the longest text. */
  beyond: number
  firstAtMs: number
  lastAtMs: number
  /** Silence before the first key; no limit after a scan. */
  restedMs: number
  /** The long pauses inside this burst, together, and how many they are. */
  stalledMs: number
  stalls: number
  /** Characters before a pause that came too early to tell a scanner's from a person's; 0 when there was none. */
  headLength: number
  /** The first key was held as a finger holds it. */
  isHeld: boolean
  /** The prefix came: every key is kept from the page until the end comes, or a pause. */
  isAfterPrefix: boolean
  startedInField: boolean
  /** Digits typed with Alt held down, a character's number; none yet when empty. */
  altDigits: string
  endedAtMs: number
  usesEnds: boolean
}

export type BurstStep = {
  state: BurstState
  scan?: string
  /** Keep this key from the page. */
  swallow: boolean
  /** The characters of the scan went into a text field and have to come out again. */
  takeBack?: boolean
  /** Characters that were kept from a text field and belong to the person after all. */
  giveBack?: string
}

export type BurstOptions = {
  /** A key the scanner is set to send first: a rare character such as `~`, or a key such as `F9`. */
  prefix: string | null
}

export const noBurst: BurstState = {
  text: '',
  beyond: 0,
  firstAtMs: 0,
  lastAtMs: Number.NEGATIVE_INFINITY,
  restedMs: Number.POSITIVE_INFINITY,
  stalledMs: 0,
  stalls: 0,
  headLength: 0,
  isHeld: false,
  isAfterPrefix: false,
  startedInField: false,
  altDigits: '',
  endedAtMs: Number.NEGATIVE_INFINITY,
  usesEnds: false,
}

const silentKeys = new Set([
  'Shift',
  'CapsLock',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'NumLock',
  'Unidentified',
])

/** Takes one key that went down. */
export function readKey(before: BurstState, press: KeyPress, options: BurstOptions): BurstStep {
  if (silentKeys.has(press.key)) return { state: before, swallow: false }
  const within = readWithin(before, press)
  if (within !== null) return { state: within, swallow: true }
  const state = spellOut(before)
  if (state.isAfterPrefix) return readAfterPrefix(state, press, options)
  if (press.key === options.prefix && !press.isRepeat) {
    const begun = { ...begin(state, '', press), isAfterPrefix: true }
    return { state: begun, swallow: true }
  }
  if (press.key === 'Enter' || press.key === 'Tab') return endBurst(state, press)
  const character = characterOf(press)
  const goesOn = belongsTo(state, press.atMs)
  if (character === null || press.isRepeat || (isControl(character) && !goesOn)) {
    return { state: forget(state), swallow: false }
  }
  const next = goesOn ? goOn(state, character, press) : begin(state, character, press)
  // Outside a text field a control character or a space inside a burst would only press things.
  const swallow =
    goesOn && (isControl(character) || (character === ' ' && !press.inTextField && isFast(next)))
  return { state: next, swallow }
}

/** Takes one key that came up again. */
export function readKeyUp(state: BurstState, key: string, atMs: number): BurstState {
  const isHeld = state.text.length === 1 && !silentKeys.has(key) && atMs - state.lastAtMs >= fingerMs
  return isHeld ? { ...state, isHeld } : state
}

/**
 * A key inside a scanner's burst that stands for no character: scanners type control characters as such keys, each in
 * the way of its maker. Null for any other key, and outside a burst that is surely a scanner's.
 */
function readWithin(state: BurstState, press: KeyPress): BurstState | null {
  const isSure = state.text.length >= fewestCharacters && isFast(state)
  const isWithin = isSure && press.atMs - state.lastAtMs <= burstGapMs
  const isOwn = press.key === 'Enter' || press.key === 'Tab' || press.key === 'Process' || press.isRepeat
  if (!isWithin || isOwn) return null
  if (press.alt && !press.ctrl && /^\d$/.test(press.key))
    return { ...state, altDigits: state.altDigits + press.key, lastAtMs: press.atMs }
  if (characterOf(press) !== null) return null
  // One of the tables makes the group separator the down key (Hand Held Products); other keys mean nothing here.
  return press.key === 'ArrowDown'
    ? goOn(spellOut(state), '\u001d', press)
    : { ...state, lastAtMs: press.atMs }
}

/** The character whose number was typed with Alt held down goes behind the text: 029 is the group separator. */
function spellOut(state: BurstState): BurstState {
  if (state.altDigits === '') return state
  const code = Number(state.altDigits)
  const character = code > 0 && code < 256 ? String.fromCharCode(code) : ''
  return { ...state, text: state.text + character, altDigits: '' }
}

/** To be called when keys have rested: ends a code without an end, and gives back what a prefix held up. */
export function readRest(before: BurstState, atMs: number, options: BurstOptions): BurstStep {
  const state = spellOut(before)
  const restedMs = atMs - state.lastAtMs
  if (state.isAfterPrefix) {
    if (restedMs < prefixGapMs) return { state, swallow: false }
    return { state: forget(state), swallow: false, ...heldBack(state, options) }
  }
  // Anything else stays as it is: keys know their times, and the next one tells whether it belongs to these.
  if (restedMs < restMs || !isWholeWithoutEnd(state)) return { state, swallow: false }
  return { state: forget(state), swallow: false, ...scanOf(state) }
}

/** How long after the last key {@link readRest} wants to be called; null when a rest means nothing. */
export function restDueMs(state: BurstState): number | null {
  if (state.isAfterPrefix) return prefixGapMs
  return isWholeWithoutEnd(state) ? restMs : null
}

function isWholeWithoutEnd(state: BurstState): boolean {
  return !state.usesEnds && scanOf(state).scan.length >= fewestWithoutEnd && isFast(state)
}

function endBurst(state: BurstState, press: KeyPress): BurstStep {
  const isScan =
    belongsTo(state, press.atMs) && afterHead(state) >= fewestCharacters && isFast(state) && !press.isRepeat
  if (isScan) {
    const ended = { ...forget(state), endedAtMs: press.atMs, usesEnds: true }
    return { state: ended, swallow: true, ...scanOf(state) }
  }
  const isSecondEnd = state.text === '' && press.atMs - state.endedAtMs <= secondEndMs
  return { state: forget(state), swallow: isSecondEnd }
}

/**
 * The code of a burst that is surely a scanner's, and what has to leave a text field. A pause after the first keys is
 * the scanner's own, unless there was one key only and the whole took as long as a person's key and a scan after it,
 * or a symbology identifier follows, with which a code begins (ISO/IEC 15424).
 */
function scanOf(state: BurstState): Pick<BurstStep, 'takeBack' | 'giveBack'> & { scan: string } {
  const { text, headLength, startedInField: takeBack } = state
  const [head, rest] = [text.slice(0, headLength), text.slice(headLength)]
  const wholeMs = state.lastAtMs - state.firstAtMs
  const isSlow = headLength === 1 && wholeMs >= (text.length + state.beyond - 1) * handAverageMs
  if (head === '' || !(isSlow || symbologyId.test(rest))) return { scan: text, takeBack }
  return { scan: rest, takeBack, ...(takeBack && { giveBack: head }) }
}

function afterHead(state: BurstState): number {
  return state.text.length - state.headLength
}

function readAfterPrefix(state: BurstState, press: KeyPress, options: BurstOptions): BurstStep {
  const isEnd = press.key === 'Enter' || press.key === 'Tab'
  const character = characterOf(press)
  const isLate = press.atMs - state.lastAtMs > prefixGapMs
  if (isLate || press.isRepeat || (isEnd && state.text === '') || (!isEnd && character === null)) {
    const next = readKey(forget(state), press, options)
    return { ...next, ...heldBack(state, options) }
  }
  if (isEnd) {
    const ended = { ...forget(state), endedAtMs: press.atMs, usesEnds: true }
    return { state: ended, swallow: true, scan: state.text }
  }
  return { state: goOn(state, character ?? '', press), swallow: true }
}

function heldBack(state: BurstState, options: BurstOptions): { giveBack?: string } {
  const prefix = options.prefix?.length === 1 ? options.prefix : ''
  const held = prefix + state.text
  return state.startedInField && held !== '' ? { giveBack: held } : {}
}

function begin(state: BurstState, character: string, press: KeyPress): BurstState {
  return {
    ...state,
    text: character,
    beyond: 0,
    firstAtMs: press.atMs,
    lastAtMs: press.atMs,
    restedMs: state.endedAtMs >= state.lastAtMs ? Number.POSITIVE_INFINITY : press.atMs - state.lastAtMs,
    stalledMs: 0,
    stalls: 0,
    headLength: 0,
    isHeld: false,
    isAfterPrefix: false,
    startedInField: press.inTextField,
  }
}

function goOn(state: BurstState, character: string, press: KeyPress): BurstState {
  const gapMs = press.atMs - state.lastAtMs
  const { text } = state
  const stalled = gapMs > burstGapMs && {
    stalledMs: state.stalledMs + gapMs,
    stalls: state.stalls + 1,
    headLength: text.length < fewestCharacters ? text.length : state.headLength,
  }
  const next = { ...state, lastAtMs: press.atMs, ...stalled }
  if (text.length >= longestText) return { ...next, beyond: state.beyond + 1 }
  return { ...next, text: text + character }
}

/**
 * Whether a key at this time goes on with the burst. Half a code taken for a whole one would count something else, so
 * a scanner's burst is waited for; a person's is not, or the end of what they type would be taken for a scan.
 */
function belongsTo(state: BurstState, atMs: number): boolean {
  if (state.text === '') return false
  const gapMs = atMs - state.lastAtMs
  if (gapMs <= burstGapMs) return true
  if (state.stalledMs + gapMs > stallMs) return false
  return state.text.length < fewestCharacters ? isHead(state) : isFast(state)
}

/** First keys that may be a scanner's: after a rest, for a person who is typing goes on typing, and touched or quick. */
function isHead(state: BurstState): boolean {
  const isAlone = state.text.length === 1 && !state.isHeld
  return state.stalls === 0 && state.restedMs >= stallMs && (isAlone || isFast(state))
}

function forget(state: BurstState): BurstState {
  return { ...state, text: '', beyond: 0, altDigits: '', isAfterPrefix: false }
}

function isFast(state: BurstState): boolean {
  const gaps = state.text.length + state.beyond - 1 - state.stalls
  const typingMs = state.lastAtMs - state.firstAtMs - state.stalledMs
  return gaps > 0 && typingMs / gaps < scannerAverageMs
}

/**
 * The character a key stands for; null for keys that are none. Ctrl with `]` is how scanners type the group separator.
 * Under Caps Lock the letters come inverted, but Shift still says what the scanner meant.
 */
function characterOf(press: KeyPress): string | null {
  const { key } = press
  if (key.length !== 1 || press.meta) return null
  if (press.ctrl !== press.alt) {
    return press.ctrl && '\\]^_'.includes(key) ? String.fromCharCode(key.charCodeAt(0) & 0x1f) : null
  }
  if (!press.capsLock) return key
  return press.shift ? key.toUpperCase() : key.toLowerCase()
}

function isControl(character: string): boolean {
  return character < ' '
}
