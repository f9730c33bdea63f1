import { Buffer } from 'node:buffer'
import { StationError } from '../../src-shared/failure.ts'
import type { Bench } from '../bench.ts'
import { parseAddress, printAddress, type SerialAddress } from '../device/address.ts'
import { PortError } from '../device/port.ts'
import { isOtherThanPort } from '../device/port-file.ts'
import { detectScale, type ScaleSearch } from '../device/scale/detect.ts'
import { type ScaleProtocolId, scaleProtocols } from '../device/scale/protocols.ts'
import { serialPort } from '../device/serial-port.ts'
import { noPort, portTaken } from './device-words.ts'
import type { BenchDevices } from './devices.ts'

type Place = { bench: Pick<Bench, 'clock' | 'log'>; devices: Pick<BenchDevices, 'lend' | 'ownerOf'> }
type FoundScale = { found: string | null; say: string; sent: ScaleSearch['sent'] }

/**
 * Finds out how the scale at a serial port speaks. A scale of this station that has the port lets go of it meanwhile.
 * Nothing is asked at the port of another device: it would lose what comes meanwhile.
 * @throws StationError `bad-address` for what is no serial port, `port-taken` for that of another device of this
 * station, `port-refused` when it does not open.
 */
export async function findScale(place: Place, text: string): Promise<FoundScale> {
  const address = parseAddress(text, 'scale')
  if (address.is !== 'serial') {
    throw new StationError(
      'bad-address',
      'Only a scale at a serial port can be searched for.',
      'Give a serial port, like serial:/dev/ttyUSB0.',
    )
  }
  if (isOtherThanPort(address.path)) throw noPort(address.path)
  const owner = await place.devices.ownerOf(address, 'scale')
  if (owner !== null) throw portTaken(owner)
  const { clock, log } = place.bench
  const port = address.path
  log.info('scale-search.started', { port })
  try {
    const search = await place.devices.lend(port, (closing) =>
      detectScale({
        closing,
        openAt: (line) => serialPort({ ...address, ...line }),
        clock,
        onSent: ({ line, hex }) => log.info('scale-search.sent', { port, line, hex }),
      }),
    )
    log.info('scale-search.ended', {
      port,
      protocol: search.found?.protocol ?? null,
      bytes: search.heardHex.length / 2,
    })
    return words(address, search)
  } catch (thrown) {
    if (!(thrown instanceof PortError)) throw thrown
    log.warn('scale-search.failed', { port, why: thrown.message })
    throw new StationError(
      'port-refused',
      thrown.message,
      'Is the cable in, and is no other program using it?',
      {
        retryable: true,
        cause: thrown,
      },
    )
  }
}

function words(asked: SerialAddress, { found, sent, heardHex }: ScaleSearch): FoundScale {
  if (found !== null) {
    const { name, usualUnit } = scaleProtocols[found.protocol]
    const unit = usualUnit === null ? null : (asked.unit ?? usualUnit)
    const address = printAddress({ ...asked, ...found, unit }, 'scale')
    const check = usualUnit === null ? '' : ` It does not send its unit: is it set to ${unit}?`
    return { found: address, say: `A scale answers: ${name}, ${found.baud} ${found.line}.${check}`, sent }
  }
  return { found: null, say: heardHex === '' ? nothingSay : strangeSay(Buffer.from(heardHex, 'hex')), sent }
}

/** Neither listening nor a harmless question tells these from other scales, or from a scanner. */
const byHand = ['brecknell', 'adam', 'cas-ecr', 'radwag', 'erte'] as const satisfies ScaleProtocolId[]
const namesByHand = byHand.map((id) => scaleProtocols[id].name).join('; ')
const nothingSay = `Nothing answers at this port. Is the scale on, and is it a straight or a crossed cable? Some scales have to be chosen by hand: ${namesByHand}.`
const bytesShown = 24

/** What came, and which of the scales that are chosen by hand sends such frames. */
function strangeSay(heard: Buffer): string {
  const alike = byHand.filter((id) => framesIn(heard, id) >= 2).map((id) => scaleProtocols[id].name)
  const advice =
    alike.length === 0
      ? 'Choose the protocol by hand.'
      : `It may be ${alike.join(' or ')}: choose that by hand and check with a known weight.`
  return `Something sends here in words the station does not know: ${bytewise(heard.subarray(0, bytesShown))}. ${advice}`
}

function framesIn(heard: Buffer, id: ScaleProtocolId): number {
  const frames = scaleProtocols[id].newReader('kg').push(heard)
  return frames.filter(({ reading }) => reading !== null).length
}

function bytewise(bytes: Buffer): string {
  return (bytes.toString('hex').match(/../g) ?? []).join(' ').toUpperCase()
}
