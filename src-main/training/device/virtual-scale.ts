import { Buffer } from 'node:buffer'
import type { Clock } from '../../clock.ts'
import type { ScaleProtocol } from '../../device/address.ts'
import type { OpenPort, Port } from '../../device/port.ts'

const frameEveryMs = 100
const maxGrams = 60_000

export type VirtualScale = {
  /** Sits down at the device end of a cable: a pipe, a pseudo-terminal, a TCP connection. */
  connect(open: OpenPort): Promise<void>
  /** Puts a load of so many grams on the plate, in place of what lies there; it moves before it stands. */
  place(grams: number): void
  /** A silent scale is switched off: it neither answers nor sends. An overloaded one gives no weight. */
  set(condition: 'well' | 'overload' | 'silent'): void
  grams(): number
  isMoving(): boolean
  close(): Promise<void>
}

/**
 * A scale in kilograms with three decimals that speaks the Toledo 8217 protocol when asked, or sends `ST,GS` lines by
 * itself ten times a second. `showsParity` sends even parity in bit 7, as a 7E1 scale looks over an 8N1 line.
 */
export function virtualScale(options: {
  protocol: ScaleProtocol
  clock: Clock
  settleMs?: number
  showsParity?: boolean
}): VirtualScale {
  const { clock, protocol, settleMs = 600 } = options
  let port: Port | null = null
  let condition: 'well' | 'overload' | 'silent' = 'well'
  let from = 0
  let to = 0
  let placedAt = Number.NEGATIVE_INFINITY
  let isEchoing = false
  let cancelStream: () => void = () => undefined

  const isMoving = () => clock.mono() - placedAt < settleMs

  /** On the way from the old load to the new one the plate shows what lies between them. */
  function shownGrams(): number {
    if (!isMoving()) return to
    return Math.round(from + ((to - from) * (clock.mono() - placedAt)) / settleMs)
  }

  const isOverloaded = () => condition === 'overload' || shownGrams() > maxGrams

  function send(text: string): void {
    const bytes = Buffer.from(text, 'latin1')
    port?.write(options.showsParity ? bytes.map(withEvenParity) : bytes)
  }

  function toledoWeight(): string {
    if (isOverloaded()) return '\x02?B\r'
    if (isMoving()) return '\x02?A\r'
    if (to < 0) return '\x02?D\r'
    return `\x02${(to / 1000).toFixed(3).padStart(6, '0')}\r`
  }

  function hearToledo(command: string): void {
    const isEcho = isEchoing && command !== 'F'
    if (!isEcho) isEchoing = command === 'E'
    if (isEcho) send(command)
    else if (command === 'E' || command === 'F') send(`\x02${command}\r`)
    else if (command === 'W') send(toledoWeight())
    else if (command !== '\r') send('\x02?@\r')
  }

  function genericLine(): string {
    if (isOverloaded()) return 'OL,GS,+       kg\r\n'
    const grams = shownGrams()
    const digits = (Math.abs(grams) / 1000).toFixed(3).padStart(7, ' ')
    return `${isMoving() ? 'US' : 'ST'},GS,${grams < 0 ? '-' : '+'}${digits}kg\r\n`
  }

  function stream(): void {
    if (condition !== 'silent') send(genericLine())
    cancelStream = clock.after(frameEveryMs, stream)
  }

  return {
    connect: async (open) => {
      cancelStream()
      port = await open({
        data: (bytes) => {
          if (condition === 'silent' || protocol !== 'toledo-8217') return
          for (const byte of bytes) hearToledo(String.fromCharCode(byte & 0x7f))
        },
        lost: () => {
          port = null
        },
      })
      if (protocol === 'generic') stream()
    },
    place: (grams) => {
      from = shownGrams()
      to = grams
      placedAt = clock.mono()
    },
    set: (next) => {
      condition = next
    },
    grams: shownGrams,
    isMoving,
    close: async () => {
      cancelStream()
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
