import type { DeviceRole } from '../../../src-shared/model/device.ts'
import type { PrinterRole } from '../../../src-shared/model/printer.ts'
import type { ScaleReading } from '../../../src-shared/model/weight.ts'
import { type DeviceAddress, parseAddress } from '../address.ts'
import { scanMeaning } from '../doctor/scan-meaning.ts'
import { scaleReportReader } from '../hid/hid-scale-report.ts'
import { hostTrouble, readErrorStatus, readHostStatus } from '../printer/status.ts'
import { scaleProtocols } from '../scale/protocols.ts'
import type { ScaleFrameReader } from '../scale/scale-frame.ts'
import { hidPosFrames } from '../scanner/hid-pos.ts'
import { withoutPrefix } from '../scanner/prefix.ts'
import { type ScanFrame, type ScanFrames, scanFrames } from '../scanner/scan-frame.ts'
import type { Passed, Recording } from './recording.ts'

/** One thing the station made of a recording. `isRead` is false for what it would not have taken. */
export type Replayed = { atMs: number; role: DeviceRole; isRead: boolean; say: string }

type Came = Extract<Passed, { bytes: Uint8Array }>

/**
 * What the station makes of a recording: the bytes go through the same readers as those of a live device, and nothing
 * else happens. A recording without an address for a device is read as that device is read when nothing is said.
 */
export function replay(recording: Recording): Replayed[] {
  const came = recording.passed.filter((piece): piece is Came => piece.is === 'in')
  const of = (role: DeviceRole) => came.filter((piece) => piece.role === role)
  return [
    ...scansIn(of('scanner'), addressIn(recording, 'scanner')),
    ...readingsIn(of('scale'), addressIn(recording, 'scale')),
    ...answersIn(of('printer'), 'printer'),
    ...answersIn(of('printer2'), 'printer2'),
  ].sort((one, other) => one.atMs - other.atMs)
}

/** A file may come from another version, whose addresses this one does not know. */
function addressIn({ addresses }: Recording, role: DeviceRole): DeviceAddress | null {
  const text = addresses[role]
  if (text === undefined) return null
  try {
    return parseAddress(text, role)
  } catch {
    return null
  }
}

function scansIn(came: readonly Came[], address: DeviceAddress | null): Replayed[] {
  const layout = address?.is === 'hid' ? address.layout : null
  const prefix = address !== null && 'prefix' in address ? address.prefix : undefined
  const isReports = came[0]?.form === 'reports'
  const frames: ScanFrames = isReports ? hidPosFrames({ layout, commandedAtMono: null }) : scanFrames()
  const out: Replayed[] = []
  const add = (atMs: number, found: readonly ScanFrame[]) =>
    out.push(...found.map((frame) => ({ atMs, role: 'scanner' as const, ...scanSay(frame, prefix) })))
  const rest = (untilMs: number) => {
    const due = frames.dueAt()
    if (due !== null && due <= untilMs) add(due, frames.idle(due))
  }
  for (const { atMs, bytes } of came) {
    rest(atMs)
    add(atMs, frames.push(bytes, atMs))
  }
  rest(Number.POSITIVE_INFINITY)
  return out
}

function scanSay(frame: ScanFrame, prefix: string | undefined): { isRead: boolean; say: string } {
  switch (frame.is) {
    case 'scan': {
      const { text, symbology, says, odd } = scanMeaning(withoutPrefix(frame.text, prefix))
      return {
        isRead: true,
        say: `A code: ${text} (${symbology ?? 'kind not said'}). ${[...says, ...odd].join(' ')}`,
      }
    }
    case 'dropped':
      return { isRead: false, say: frame.why }
    case 'unread':
      return { isRead: false, say: `A report that is no code: ${frame.rawHex.length / 2} bytes.` }
    case 'flood':
      return { isRead: false, say: 'Far too much for a code: the scanner would be set aside.' }
  }
}

function readingsIn(came: readonly Came[], address: DeviceAddress | null): Replayed[] {
  const reader = scaleReader(came, address)
  return came.flatMap(({ atMs, bytes }) =>
    reader.push(bytes).map(({ reading }) => ({
      atMs,
      role: 'scale' as const,
      isRead: reading !== null,
      say: reading === null ? 'An answer without a weight.' : readingSay(reading),
    })),
  )
}

function scaleReader(came: readonly Came[], address: DeviceAddress | null): ScaleFrameReader {
  if (came[0]?.form === 'reports') return scaleReportReader()
  const isLine = address?.is === 'serial' || address?.is === 'tcp'
  const protocol = scaleProtocols[isLine ? address.protocol : 'toledo-8217']
  return protocol.newReader((isLine ? address.unit : null) ?? protocol.usualUnit)
}

/** A reading in words. */
export function readingSay(reading: ScaleReading): string {
  switch (reading.is) {
    case 'steady':
      return `${reading.grams} g, steady (the scale shows ${reading.shown}).`
    case 'moving':
      return reading.grams === null ? 'Moving.' : `${reading.grams} g, moving.`
    case 'overload':
      return 'Too heavy.'
    case 'below-zero':
      return 'Below zero.'
    case 'needs-zero':
      return 'It needs to be zeroed.'
    case 'fault':
      return reading.why
  }
}

/** The answers of a printer come cut anywhere; each is told when it is whole. */
function answersIn(came: readonly Came[], role: PrinterRole): Replayed[] {
  let heard = ''
  return came.flatMap(({ atMs, bytes }): Replayed[] => {
    heard = (heard + Buffer.from(bytes).toString('latin1')).slice(-4_096)
    const status = readHostStatus(heard)
    const errors = status === null ? readErrorStatus(heard) : null
    if (status === null && (errors === null || errors.is === 'unread')) return []
    heard = ''
    const trouble = status !== null ? hostTrouble(status) : errors?.is === 'trouble' ? errors.trouble : null
    const isRead = trouble === null
    return [{ atMs, role, isRead, say: trouble?.why ?? 'The printer says that it is ready.' }]
  })
}
