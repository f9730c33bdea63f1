import type { ScanOutcome, ScanRecord } from '../src-shared/model/scan.ts'

/** One tone: hertz and milliseconds. */
export type Tone = readonly [hertz: number, ms: number]
export type SoundName = ScanOutcome['is'] | 'undone' | 'device-lost'

/**
 * Each outcome has its own figure: rising for good, two equal beeps for 'look', falling and low for 'stop'.
 * A person with their back to the screen can tell them apart.
 */
export const sounds: Record<SoundName, readonly Tone[]> = {
  counted: [[1000, 150]],
  'line-complete': [
    [1200, 150],
    [1000, 150],
  ],
  'all-complete': [
    [600, 100],
    [800, 100],
    [1000, 100],
  ],
  over: [
    [800, 120],
    [800, 120],
  ],
  extra: [
    [800, 120],
    [1000, 120],
  ],
  damaged: [
    [800, 120],
    [500, 180],
  ],
  listed: [
    [1000, 90],
    [1200, 90],
  ],
  'not-on-transfer': [
    [800, 200],
    [640, 200],
  ],
  several: [
    [700, 90],
    [950, 90],
    [700, 90],
  ],
  product: [[1200, 60]],
  unknown: [[300, 300]],
  misread: [
    [400, 200],
    [300, 120],
  ],
  box: [
    [1200, 60],
    [1200, 60],
  ],
  consignment: [
    [900, 80],
    [1200, 120],
  ],
  'for-field': [
    [1100, 60],
    [1100, 60],
    [1300, 90],
  ],
  person: [
    [900, 80],
    [1300, 120],
  ],
  'not-now': [[400, 200]],
  undone: [[600, 100]],
  'device-lost': [
    [500, 150],
    [350, 250],
  ],
}

export function soundOf(record: ScanRecord): SoundName {
  return record.undone ? 'undone' : record.outcome.is
}

let context: AudioContext | null = null

/**
 * A browser keeps a page silent until a person has pressed a key or touched it, and complains of an earlier try. The
 * station's own window lets itself be heard from the start.
 */
function mayBeHeard(): boolean {
  return 'station' in window || navigator.userActivation.hasBeenActive
}

function awake(): AudioContext {
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume()
  return context
}

/** Call on keys and touches: some browsers let sound begin only while one is being handled. */
export function wakeSound(): void {
  if (mayBeHeard()) awake()
}

/** Plays a figure. Volume 0 is silent; a page that was never touched stays silent too, the picture says it all. */
export function playSound(name: SoundName, volume: number): void {
  if (volume <= 0 || !mayBeHeard()) return
  const context = awake()
  let at = context.currentTime
  for (const [hertz, ms] of sounds[name]) {
    const tone = context.createOscillator()
    const gain = context.createGain()
    const end = at + ms / 1000
    tone.frequency.value = hertz
    gain.gain.setValueAtTime(0, at)
    gain.gain.linearRampToValueAtTime(volume * 0.5, at + 0.008)
    gain.gain.setValueAtTime(volume * 0.5, end - 0.02)
    gain.gain.linearRampToValueAtTime(0, end)
    tone.connect(gain).connect(context.destination)
    tone.start(at)
    tone.stop(end)
    at = end + 0.03
  }
}
