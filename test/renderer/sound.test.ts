import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const resumed = vi.fn(() => Promise.resolve())
const played = vi.fn()
let opened = 0
const userActivation = { hasBeenActive: false }

/** As much of a browser's sound as a tone needs; `resume` is what a browser complains of before a touch. */
class AudioStub {
  readonly state = 'suspended'
  readonly currentTime = 0
  readonly destination = {}
  readonly resume = resumed
  readonly createGain = () => ({
    gain: { setValueAtTime: () => undefined, linearRampToValueAtTime: () => undefined },
    connect: () => this.destination,
  })
  readonly createOscillator = () => ({
    frequency: { value: 0 },
    connect: <Node>(next: Node) => next,
    start: played,
    stop: () => undefined,
  })
  constructor() {
    opened += 1
  }
}

async function freshSound() {
  vi.resetModules()
  return import('../../src-renderer/sound.ts')
}

describe('sound', () => {
  beforeEach(() => {
    opened = 0
    userActivation.hasBeenActive = false
    vi.clearAllMocks()
    vi.stubGlobal('AudioContext', AudioStub)
    vi.stubGlobal('navigator', { userActivation })
    vi.stubGlobal('window', {})
  })
  afterEach(() => vi.unstubAllGlobals())

  it('is not even tried on a page that nobody has touched', async () => {
    const { playSound, wakeSound } = await freshSound()
    playSound('counted', 1)
    wakeSound()
    expect([opened, played.mock.calls.length, resumed.mock.calls.length]).toEqual([0, 0, 0])
  })

  it('begins with the first key or touch', async () => {
    const { playSound, wakeSound } = await freshSound()
    userActivation.hasBeenActive = true
    wakeSound()
    expect([opened, resumed.mock.calls.length]).toEqual([1, 1])
    playSound('line-complete', 1)
    expect([opened, played.mock.calls.length]).toEqual([1, 2])
  })

  it('is heard from the start in the window of the station', async () => {
    vi.stubGlobal('window', { station: {} })
    const { playSound } = await freshSound()
    playSound('counted', 1)
    expect(played).toHaveBeenCalledTimes(1)
  })

  it('stays off at volume 0', async () => {
    userActivation.hasBeenActive = true
    const { playSound } = await freshSound()
    playSound('counted', 0)
    expect(opened).toBe(0)
  })
})
