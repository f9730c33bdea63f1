import { pipe } from '../../../../src-main/device/pipe-port.ts'
import type { OpenPort } from '../../../../src-main/device/port.ts'
import type { ScaleLine } from '../../../../src-main/device/scale/detect.ts'

/** What the station wrote, and the line it had opened at that moment. */
export type Written = { line: string; text: string }

/**
 * A serial cable to a device with fixed line settings. Opened at another speed, both sides hear garbage; with other
 * parity, the station sees it as bit 7 and the device does not take what has the wrong one.
 */
export function lineCable(device: ScaleLine) {
  const cable = pipe('The cable')
  const written: Written[] = []

  const openAt =
    (line: ScaleLine): OpenPort =>
    async (events) => {
      const port = await cable.station({
        ...events,
        data: (bytes) => {
          const heard = bytes.map((byte) => asSeen(byte, line)).filter((byte) => byte !== lostByte)
          if (heard.length > 0) events.data(heard)
        },
      })
      return {
        ...port,
        write: (bytes) => {
          written.push({ line: `${line.baud} ${line.line}`, text: Buffer.from(bytes).toString('latin1') })
          return port.write(bytes.map((byte) => asTaken(byte, line)).filter((byte) => byte !== lostByte))
        },
      }
    }

  function asSeen(byte: number, line: ScaleLine): number {
    if (line.baud !== device.baud) return garbled(byte)
    const onTheWire = withParity(byte, device.line)
    return line.line.startsWith('7') ? onTheWire & 0x7f : onTheWire
  }

  function asTaken(byte: number, line: ScaleLine): number {
    if (line.baud !== device.baud) return garbled(byte)
    const onTheWire = withParity(byte, line.line)
    return onTheWire === withParity(byte, device.line) ? byte : lostByte
  }

  return { openAt, device: cable.device, written, unplug: cable.unplug }
}

/** Never sent by a scale; stands for a byte that does not get through. */
const lostByte = 0x00

function garbled(byte: number): number {
  return ((byte * 37) ^ 0xa5) & 0xff
}

function withParity(byte: number, line: string): number {
  if (line.startsWith('8')) return byte
  const isOdd = byte.toString(2).replaceAll('0', '').length % 2 === 1
  return isOdd === line.includes('E') ? byte | 0x80 : byte
}
