import { fstat } from 'node:fs'
import type { SerialPort } from 'serialport'
import type { SerialAddress } from './address.ts'
import type { Candidate } from './candidate.ts'
import { scannerWithIds } from './hid/scanner-ids.ts'
import { type OpenPort, type Port, PortError, type PortEvents, PortTrouble } from './port.ts'

const lookEveryMs = 250
const parityNames = { N: 'none', E: 'even', O: 'odd' } as const

/** Opens a serial port: RS-232, USB-CDC, a USB adapter, or a pseudo-terminal. */
export function serialPort(address: Omit<SerialAddress, 'is' | 'protocol' | 'unit'>): OpenPort {
  const { path, baud, line, dtr } = address
  return async (events) => {
    // Loaded on the first use: a machine on which the native part does not load still runs, without serial devices.
    const { SerialPort } = await import('serialport')
    const stream = new SerialPort({
      path,
      baudRate: baud,
      dataBits: line.startsWith('7') ? 7 : 8,
      parity: parityNames[line.charAt(1) as keyof typeof parityNames],
      stopBits: line.endsWith('2') ? 2 : 1,
      autoOpen: false,
    })
    await new Promise<void>((resolve, reject) => {
      stream.open((error) => (error ? reject(notOpened(path, error)) : resolve()))
    })
    setLines(stream, dtr)
    return portOver(stream, path, events)
  }
}

/** Adapters differ in how they leave DTR and RTS; pseudo-terminals have neither and refuse, which does no harm. */
function setLines(stream: SerialPort, isOn: boolean): void {
  stream.set({ dtr: isOn, rts: isOn }, () => undefined)
}

function portOver(stream: SerialPort, path: string, events: PortEvents): Port {
  let isOpen = true
  const stopLooking = whenNodeIsGone(stream, () => lose(`${path} was unplugged.`))
  const lose = (why: string) => {
    if (!isOpen) return
    isOpen = false
    stopLooking()
    events.lost(why)
    if (stream.isOpen) stream.close(() => undefined)
  }
  // The library notices an unplugged device only while somebody listens for data.
  stream.on('data', (bytes: Buffer) => {
    if (isOpen) events.data(bytes)
  })
  stream.on('close', () => lose(`${path} was unplugged.`))
  stream.on('error', (error: Error) => lose(`${path} failed: ${error.message}.`))
  return {
    isOpen: () => isOpen && stream.isOpen,
    write: (bytes) => {
      // A write to a closed stream would be kept and sent to whatever is plugged in next.
      if (!isOpen || !stream.isOpen) return false
      stream.write(bytes)
      return true
    },
    close: () => {
      isOpen = false
      stopLooking()
      if (!stream.isOpen) return Promise.resolve()
      return new Promise((resolve) => stream.close(() => resolve()))
    },
  }
}

/**
 * Looks whether the device's node still stands in the file system. A device pulled while a read is under way answers
 * it with nothing, upon which the library reads again, for ever, and reports no loss. Not on Windows, which has no
 * nodes and fails such reads.
 */
function whenNodeIsGone(stream: SerialPort, gone: () => void): () => void {
  if (process.platform === 'win32') return () => undefined
  const timer = setInterval(() => {
    const fd = descriptorOf(stream)
    if (fd === null) return
    fstat(fd, (error, node) => {
      if (error === null && node.nlink === 0 && descriptorOf(stream) === fd) gone()
    })
  }, lookEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** The open file behind a port; null on Windows, and while it is closed. */
function descriptorOf(stream: SerialPort): number | null {
  const { port } = stream as unknown as { port?: { fd?: unknown } | null }
  return typeof port?.fd === 'number' ? port.fd : null
}

function notOpened(path: string, error: Error): PortError {
  if (/inappropriate ioctl|is a directory/i.test(error.message))
    return new PortTrouble(`${path} is no serial port: choose the right one under Devices.`, error)
  return new PortError(openSentence(path, error), error)
}

function openSentence(path: string, error: Error): string {
  if (/cannot lock|temporarily unavailable|access denied/i.test(error.message))
    return `${path} is in use by another program.`
  if (/permission denied/i.test(error.message))
    return `No permission to use ${path}: add this user to the group dialout and log in again.`
  if (/no such file|file not found/i.test(error.message)) return `Nothing is plugged in at ${path}.`
  return `${path} could not be opened: ${error.message.replace(/^Error: /, '')}.`
}

/** What the library tells of a port; its own type is not exported. */
type ListedPort = { path: string; manufacturer?: string; vendorId?: string; productId?: string }

/** The serial ports of this machine that have a device behind them. A port of a known scanner can only be that. */
export async function serialCandidates(): Promise<Candidate[]> {
  const { SerialPort } = await import('serialport')
  const ports = (await SerialPort.list()) as unknown as ListedPort[]
  return ports
    .filter(
      (port) => port.vendorId !== undefined || port.manufacturer !== undefined || port.path.startsWith('COM'),
    )
    .map(candidateAt)
}

/** A serial port as something to set up. */
export function candidateAt({ path, manufacturer, vendorId, productId }: ListedPort): Candidate {
  const scanner = scannerWithIds(Number.parseInt(vendorId ?? '', 16), Number.parseInt(productId ?? '', 16))
  return {
    address: `serial:${path}`,
    say: `${scanner?.name ?? manufacturer ?? 'Serial device'} at ${path}`,
    // Adapters say who made the adapter, not what is plugged into it.
    roles: scanner === null ? ['scanner', 'scale'] : ['scanner'],
    wrongMode: null,
  }
}
