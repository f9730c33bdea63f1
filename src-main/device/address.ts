import { StationError } from '../../src-shared/failure.ts'
import type { DeviceRole } from '../../src-shared/model/device.ts'
import type { PrinterPaper } from '../../src-shared/model/printer.ts'
import { paperOptionNames, printPaper, readPaper } from './printer/paper-options.ts'
import { type ScaleProtocolId, scaleProtocolIds, scaleProtocols } from './scale/protocols.ts'
import { type ScaleUnit, scaleUnits } from './scale/scale-frame.ts'

/** `prefix`: what a scanner puts in front of every code, besides AIM identifiers; absent where it puts nothing. */
type Prefixed = { prefix?: string }

/** `line` is data bits, parity, stop bits: `8N1`. `unit` is for scales that do not say theirs. */
export type SerialAddress = Prefixed & {
  is: 'serial'
  path: string
  baud: number
  line: string
  dtr: boolean
  protocol: ScaleProtocolId
  unit: ScaleUnit | null
}
/** `reports` is false for a printer that takes labels and never answers. */
export type TcpAddress = Prefixed & {
  is: 'tcp'
  host: string
  port: number
  reports: boolean
  /** Null for anything but a printer. */
  paper: PrinterPaper | null
  protocol: ScaleProtocolId
  unit: ScaleUnit | null
}
export const hidLayouts = ['a', 'b', 'shifted'] as const
/** How a USB scanner lays out its reports: with its AIM identifier, without, or with it one byte later. */
export type HidLayout = (typeof hidLayouts)[number]

/** A USB HID device. `device` null is any that can do the work; `layout` null leaves the layout to its maker's habit. */
export type HidAddress = Prefixed & {
  is: 'hid'
  device: { vendorId: number; productId: number; serial: string | null } | null
  layout: HidLayout | null
}
/** A USB printer of the printer class; `path` null is the only one that is plugged in. */
export type UsbPrinterAddress = { is: 'usb'; path: string | null; reports: boolean; paper: PrinterPaper }
/** A print queue of this computer. `reports` false: a finished job is no proof, the person is asked each time. */
export type QueueAddress = { is: 'queue'; name: string; reports: boolean; paper: PrinterPaper }
export type FolderAddress = { is: 'folder'; paper: PrinterPaper }
export type DeviceAddress =
  | SerialAddress
  | TcpAddress
  | HidAddress
  | UsbPrinterAddress
  | QueueAddress
  | FolderAddress
  | { is: 'virtual'; paper: PrinterPaper | null }

const kindsOf: Record<DeviceRole, readonly DeviceAddress['is'][]> = {
  scanner: ['serial', 'tcp', 'hid', 'virtual'],
  scale: ['serial', 'tcp', 'hid', 'virtual'],
  printer: ['tcp', 'usb', 'queue', 'virtual', 'folder'],
  printer2: ['tcp', 'usb', 'queue', 'virtual', 'folder'],
}

const isPrinter = (role: DeviceRole) => role === 'printer' || role === 'printer2'

/**
 * Reads an address as a person or the settings give it:
 * `serial:PATH?baud=9600&line=8N1&dtr=on&protocol=NAME&unit=kg`, `tcp:HOST:PORT?protocol=NAME&unit=kg`, `hid:auto`,
 * `hid:VID:PID`, `hid:VID:PID:SERIAL` (ids in hex; `?layout=a|b|shifted` for a scanner), `virtual`, `folder`.
 * A scanner besides: `prefix=TEXT`, taken off the front of its codes.
 * A printer besides: `usb:auto`, `usb:/dev/usb/lp0`, `queue:NAME`, each with `language`, `dpi`, `size`, `turn`, `status`.
 * Protocols of scales: toledo-8217, brecknell, nci, mt-sics, toledo-continuous, sma, a-and-d, ohaus, cas, cas-ecr,
 * cas-indicator, sartorius-sbi, adam, radwag, erte, generic. A scale is a Toledo 8217 unless said otherwise; its line settings start
 * as its protocol's scales leave the factory (a Toledo 8217: 9600 7E1, kilograms), everything else at 9600 8N1 with DTR
 * on. Throws a StationError `bad-address` that names what is wrong.
 */
export function parseAddress(text: string, role: DeviceRole): DeviceAddress {
  return readAddress(text.trim(), role)
}

const kinds = ['serial', 'tcp', 'hid', 'usb', 'queue', 'virtual', 'folder'] as const
type Kind = (typeof kinds)[number]

function readAddress(text: string, role: DeviceRole): DeviceAddress {
  const mark = text.indexOf('?')
  const whole = mark === -1 ? text : text.slice(0, mark)
  const colon = whole.indexOf(':')
  const name = colon === -1 ? whole : whole.slice(0, colon)
  const kind = kinds.find((each) => each === name)
  if ((kind === 'virtual' || kind === 'folder') && colon !== -1)
    throw bad(`"${kind}" is the whole address: nothing follows it but settings, behind a "?".`)
  if (kind === undefined)
    throw bad(
      `"${name.slice(0, 20)}" is no kind of address; use serial:, tcp:, hid:, usb:, queue:, virtual or folder.`,
    )
  const place = colon === -1 ? '' : whole.slice(colon + 1)
  if (!kindsOf[role].includes(kind))
    throw bad(
      `A ${isPrinter(role) ? 'printer' : role} cannot be "${kind}"; it can be ${kindsOf[role].join(', ')}.`,
    )
  const options = readOptions(mark === -1 ? '' : text.slice(mark + 1), optionsOf(kind, role))
  switch (kind) {
    case 'serial':
      return serialAddress(place, options, role)
    case 'tcp':
      return tcpAddress(place, options, role)
    case 'hid':
      return hidAddress(place, options)
    case 'usb':
      return { is: 'usb', path: usbPath(place), reports: reportsOf(options), paper: paperOf(options, kind) }
    case 'queue':
      return {
        is: 'queue',
        name: queueName(place),
        reports: reportsOf(options),
        paper: paperOf(options, kind),
      }
    case 'folder':
      return { is: 'folder', paper: paperOf(options, kind) }
    case 'virtual':
      return { is: 'virtual', paper: isPrinter(role) ? paperOf(options, kind) : null }
  }
}

function optionsOf(kind: Kind, role: DeviceRole): string[] {
  if (kind === 'hid') return role === 'scanner' ? ['layout', 'prefix'] : []
  if (kind === 'folder') return ['size']
  if (kind === 'virtual') return isPrinter(role) ? [...paperOptionNames] : []
  return [
    ...(kind === 'serial' ? ['baud', 'line', 'dtr'] : []),
    ...(role === 'scale' ? ['protocol', 'unit'] : []),
    ...(role === 'scanner' ? ['prefix'] : []),
    ...(isPrinter(role) ? [...paperOptionNames, 'status'] : []),
  ]
}

function reportsOf(options: Map<string, string>): boolean {
  return oneOf('status', options.get('status') ?? 'on', ['on', 'none']) === 'on'
}

function paperOf(options: Map<string, string>, kind: Kind): PrinterPaper {
  const paper = readPaper(options, oneOf)
  if (paper.language !== 'pdf') return paper
  if (kind !== 'queue') throw bad('language=pdf needs the print queue of an office printer: queue:NAME.')
  if (paper.turn !== 0) throw bad('A PDF is not turned here: the print queue does that.')
  return paper
}

function usbPath(place: string): string | null {
  if (place === 'auto') return null
  if (!/^\/dev\/(usb\/)?lp\d{1,3}$/.test(place))
    throw bad(`"${place.slice(0, 60)}" is no USB printer; write usb:auto, or its port like usb:/dev/usb/lp0.`)
  return place
}

/**
 * Letters and digits of any script, spaces, and the signs that names of queues have: CUPS takes no `/ \ ? ' " #`, Windows
 * no `! ,` and keeps `\` for the queue of a server. Nothing else, so that no shell, web address or header of a print job
 * can ever take a name for more than one.
 */
const queueNameShape = /^[\p{L}\p{N}_\\][\p{L}\p{M}\p{N} ._\-()+&@:[\]\\]*$/u

/** Whether a print queue of that name can be set up. */
export function isQueueName(name: string): boolean {
  return name.length <= 220 && queueNameShape.test(name) && name.trim() === name
}

/** A queue as its system names it; written with `%` where an address has signs of its own. */
function queueName(place: string): string {
  const name = decoded(place, 'name of a print queue')
  if (!isQueueName(name))
    throw bad(
      `"${name.slice(0, 60)}" is not the name of a print queue: letters, digits, spaces and . _ - ( ) + & @ : [ ] make one.`,
    )
  return name
}

function readOptions(query: string, known: string[]): Map<string, string> {
  const options = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(query)) {
    if (!known.includes(name))
      throw bad(
        `"${name.slice(0, 20)}" is not a setting of this device${known.length > 0 ? `; it has ${known.join(', ')}` : ''}.`,
      )
    if (options.has(name)) throw bad(`"${name}" is given twice.`)
    options.set(name, value)
  }
  return options
}

function serialAddress(path: string, options: Map<string, string>, role: DeviceRole): SerialAddress {
  if (!/^(\/[^\p{Cc}\p{Cf}\u2028\u2029]+|COM[1-9]\d{0,2})$/u.test(path))
    throw bad(`"${path.slice(0, 60)}" is not a serial port; name one like /dev/ttyUSB0 or COM3.`)
  const protocol = oneOf('protocol', options.get('protocol') ?? 'toledo-8217', scaleProtocolIds)
  const usual = role === 'scale' ? scaleProtocols[protocol] : { baud: 9600, line: '8N1', dtr: 'on' }
  const line = options.get('line') ?? usual.line
  if (!/^[78][NEO][12]$/.test(line))
    throw bad(`line=${line.slice(0, 10)} is not data bits, parity and stop bits; write it like 8N1 or 7E1.`)
  return {
    is: 'serial',
    path,
    baud: wholeNumber('baud', options.get('baud') ?? `${usual.baud}`, 110, 4_000_000),
    line,
    dtr: oneOf('dtr', options.get('dtr') ?? usual.dtr, ['on', 'off']) === 'on',
    protocol,
    unit: unitOf(options, protocol),
    ...prefixOf(options),
  }
}

function tcpAddress(place: string, options: Map<string, string>, role: DeviceRole): TcpAddress {
  const colon = place.lastIndexOf(':')
  const host = colon === -1 ? place : place.slice(0, colon)
  if (!/^([A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])$/.test(host))
    throw bad(`"${host.slice(0, 60)}" is not a host; write tcp:HOST:PORT, like tcp:192.168.1.40:9100.`)
  if (colon === -1) throw bad(`The port is missing; write tcp:HOST:PORT, like tcp:${host.slice(0, 60)}:9100.`)
  const protocol = oneOf('protocol', options.get('protocol') ?? 'toledo-8217', scaleProtocolIds)
  return {
    is: 'tcp',
    host: host.replace(/^\[|\]$/g, ''),
    port: wholeNumber('port', place.slice(colon + 1), 1, 65_535),
    reports: reportsOf(options),
    paper: isPrinter(role) ? paperOf(options, 'tcp') : null,
    protocol,
    unit: unitOf(options, protocol),
    ...prefixOf(options),
  }
}

function hidAddress(place: string, options: Map<string, string>): HidAddress {
  const layout = options.get('layout')
  const parts = /^([0-9a-f]{4}):([0-9a-f]{4})(?::([!-~]{1,120}))?$/i.exec(place)
  if (place !== 'auto' && parts === null)
    throw bad(`"${place.slice(0, 60)}" is no USB device; write hid:auto, or its ids like hid:0c2e:0b6a.`)
  return {
    is: 'hid',
    device:
      parts === null
        ? null
        : {
            vendorId: Number.parseInt(parts[1] ?? '', 16),
            productId: Number.parseInt(parts[2] ?? '', 16),
            serial: parts[3] === undefined ? null : decoded(parts[3], 'serial number'),
          },
    layout: layout === undefined ? null : oneOf('layout', layout, hidLayouts),
    ...prefixOf(options),
  }
}

const longestPrefix = 8

/** Digits alone are refused: they would come off codes that begin with them and have no prefix. */
function prefixOf(options: Map<string, string>): Prefixed {
  const prefix = options.get('prefix')
  if (prefix === undefined) return {}
  if (prefix.length > longestPrefix || !/^[!-~]+$/.test(prefix))
    throw bad(
      `prefix "${prefix.slice(0, 20)}" is not 1 to ${longestPrefix} letters, digits or signs without spaces.`,
    )
  if (prefix.startsWith(']'))
    throw bad('A prefix that begins with ] could not be told from an AIM identifier.')
  if (/^\d+$/.test(prefix))
    throw bad(
      `The prefix ${prefix} is digits alone: they would come off codes that begin so. Add a sign to it.`,
    )
  return { prefix }
}

function decoded(written: string, as: string): string {
  try {
    return decodeURIComponent(written)
  } catch (thrown) {
    if (thrown instanceof URIError) throw bad(`"${written.slice(0, 60)}" is no ${as}.`)
    throw thrown
  }
}

function unitOf(options: Map<string, string>, protocol: ScaleProtocolId): ScaleUnit | null {
  const given = options.get('unit')
  if (given !== undefined) return oneOf('unit', given, scaleUnits)
  return scaleProtocols[protocol].usualUnit
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most))
    throw bad(`${name} ${text.slice(0, 20) || '(empty)'} is not a whole number from ${least} to ${most}.`)
  return value
}

function oneOf<T extends string>(name: string, text: string, known: readonly T[]): T {
  const found = known.find((each) => each === text)
  if (found === undefined) throw bad(`${name}=${text.slice(0, 20)} is not known; use ${listed(known)}.`)
  return found
}

function listed(names: readonly string[]): string {
  return names.length < 3 ? names.join(' or ') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

/** The sentence is one line, whatever was typed. */
function bad(say: string): StationError {
  return new StationError(
    'bad-address',
    say.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' '),
    'Correct the address of the device, or choose one from the list.',
  )
}

/** The address as text again, with every setting that this role of device has. */
export function printAddress(address: DeviceAddress, role: DeviceRole): string {
  if (address.is === 'hid') return printHid(address)
  if (address.is !== 'serial' && address.is !== 'tcp') return printPrinter(address)
  const scale =
    role === 'scale'
      ? [`protocol=${address.protocol}`, ...(address.unit ? [`unit=${address.unit}`] : [])]
      : []
  const own = [...scale, ...prefixSetting(address)]
  if (address.is === 'serial') {
    const line = [`baud=${address.baud}`, `line=${address.line}`, `dtr=${address.dtr ? 'on' : 'off'}`]
    return `serial:${address.path}?${[...line, ...own].join('&')}`
  }
  const options = [...own, ...printerOptions(address)]
  const host = address.host.includes(':') ? `[${address.host}]` : address.host
  return `tcp:${host}:${address.port}${options.length > 0 ? `?${options.join('&')}` : ''}`
}

function printPrinter(address: Exclude<DeviceAddress, { is: 'serial' | 'tcp' | 'hid' }>): string {
  const place =
    address.is === 'usb'
      ? `usb:${address.path ?? 'auto'}`
      : address.is === 'queue'
        ? `queue:${encodeURIComponent(address.name)}`
        : address.is
  const options = printerOptions({ reports: true, ...address })
  return options.length > 0 ? `${place}?${options.join('&')}` : place
}

function printerOptions({ reports, paper }: { reports: boolean; paper: PrinterPaper | null }): string[] {
  return paper === null ? [] : [...printPaper(paper), ...(reports ? [] : ['status=none'])]
}

function prefixSetting({ prefix }: Prefixed): string[] {
  return prefix === undefined ? [] : [`prefix=${encodeURIComponent(prefix)}`]
}

function printHid(address: HidAddress): string {
  const { device, layout } = address
  const hex = (id: number) => id.toString(16).padStart(4, '0')
  const serial = device === null || device.serial === null ? '' : `:${encodeURIComponent(device.serial)}`
  const place = device === null ? 'auto' : `${hex(device.vendorId)}:${hex(device.productId)}${serial}`
  const options = [...(layout === null ? [] : [`layout=${layout}`]), ...prefixSetting(address)]
  return `hid:${place}${options.length > 0 ? `?${options.join('&')}` : ''}`
}
