import { Buffer } from 'node:buffer'
import type { Clock } from '../../clock.ts'
import type { OpenPort, Port } from '../../device/port.ts'
import { type Load, type VoiceName, voices } from './scale-voice.ts'

const frameEveryMs = 100
const maxGrams = 60_000

export type ScaleCondition =
  | 'well'
  | 'overload'
  | 'underload'
  | 'needs-zero'
  | 'fault'
  | 'moving'
  | 'frozen'
  | 'silent'

export type VirtualScale = {
  /** Sits down at the device end of a cable: a pipe, a pseudo-terminal, a TCP connection. */
  connect(open: OpenPort): Promise<void>
  /** Puts a load of so many grams on the plate, in place of what lies there; it moves before it stands. */
  place(grams: number): void
  /** Takes so many grams off every weight from now on and calls the rest net; 0 clears it. */
  tare(grams: number): void
  /**
   * A silent scale is switched off: it neither answers nor sends. A frozen one goes on giving the weight it had. A
   * moving one never comes to rest.
   */
  set(condition: ScaleCondition): void
  grams(): number
  isMoving(): boolean
  close(): Promise<void>
}

/**
 * A scale in kilograms with three decimals that speaks its protocol: asked, or by itself ten times a second.
 * `showsParity` sends even parity in bit 7, as a 7E1 scale looks over an 8N1 line.
 */
export function virtualScale(options: {
  protocol: VoiceName
  clock: Clock
  settleMs?: number
  showsParity?: boolean
  /** Hears when what was put on stands still. */
  onSettled?: () => void
}): VirtualScale {
  const { clock, settleMs = 600, onSettled = () => undefined } = options
  const voice = voices[options.protocol]()
  let port: Port | null = null
  let condition: ScaleCondition = 'well'
  let from = 0
  let to = 0
  let tareGrams = 0
  let placedAt = Number.NEGATIVE_INFINITY
  let frozen: Load | null = null
  let cancelStream: () => void = () => undefined
  let cancelSettled: () => void = () => undefined

  const isMoving = () => condition === 'moving' || clock.mono() - placedAt < settleMs

  /** On the way from the old load to the new one the plate shows what lies between them. */
  function shownGrams(): number {
    const spentMs = clock.mono() - placedAt
    return spentMs >= settleMs ? to : Math.round(from + ((to - from) * spentMs) / settleMs)
  }

  function load(): Load {
    if (frozen !== null) return frozen
    const grams = shownGrams() - tareGrams
    if (shownGrams() > maxGrams) return { grams, tareGrams, is: 'overload' }
    switch (condition) {
      case 'overload':
      case 'underload':
      case 'needs-zero':
      case 'fault':
        return { grams, tareGrams, is: condition }
      case 'well':
      case 'moving':
      case 'frozen':
      case 'silent':
        return { grams, tareGrams, is: isMoving() ? 'moving' : 'steady' }
    }
  }

  function send(text: string): void {
    if (text === '' || condition === 'silent') return
    const bytes = Buffer.from(text, 'latin1')
    port?.write(options.showsParity ? bytes.map(withEvenParity) : bytes)
  }

  function stream(): void {
    if (voice.stream === null) return
    send(voice.stream(load()))
    cancelStream = clock.after(frameEveryMs, stream)
  }

  return {
    connect: async (open) => {
      cancelStream()
      port = await open({
        data: (bytes) => {
          if (condition === 'silent') return
          for (const byte of bytes) send(voice.hear(String.fromCharCode(byte & 0x7f), load()))
        },
        lost: () => {
          port = null
        },
      })
      stream()
    },
    place: (grams) => {
      from = shownGrams()
      to = grams
      placedAt = clock.mono()
      cancelSettled()
      cancelSettled = clock.after(settleMs, onSettled)
    },
    tare: (grams) => {
      tareGrams = grams
    },
    set: (next) => {
      frozen = next === 'frozen' ? load() : null
      condition = next
    },
    grams: shownGrams,
    isMoving,
    close: async () => {
      cancelStream()
      cancelSettled()
      await port?.close()
      port = null
    },
  }
}

function withEvenParity(byte: number): number {
  let ones = 0
  for (let rest = byte; rest > 0; rest >>= 1) ones += rest & 1
  return ones % 2 === 0 ? byte : byte | 0x80
}
