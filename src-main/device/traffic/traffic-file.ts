import { Buffer } from 'node:buffer'
import { StationError } from '../../../src-shared/failure.ts'
import { type DeviceRole, deviceRole } from '../../../src-shared/model/device.ts'
import type { Passed, Recording } from './recording.ts'

const title = 'Consignment Station traffic record 1'
const bytesInLine = 32
/** More than a full recorder ever writes. */
const mostCharacters = 8 * 1024 * 1024
const mostPieces = 100_000

/**
 * A recording as a text file that a person can read and {@link readTrafficFile} can read back: a head, then a line for
 * each piece with its time in seconds, device, direction, bytes in hex and what of them is text. A longer piece goes on
 * in lines that start with `+`.
 */
export function trafficFile(recording: Recording): string {
  const head = [
    title,
    `started ${recording.startedAt}`,
    `contents ${recording.isMasked ? 'left out' : 'included'}`,
    `dropped ${recording.dropped}`,
    ...Object.entries(recording.addresses).map(([role, address]) => `device ${role} ${address}`),
    '',
  ]
  return `${[...head, ...recording.passed.flatMap(linesOf)].join('\n')}\n`
}

function linesOf(piece: Passed): string[] {
  const start = `${(piece.atMs / 1_000).toFixed(3).padStart(10)} ${piece.role}`
  if (piece.is === 'note') return [`${start} note ${piece.say.replace(/[\r\n]+/g, ' ')}`]
  const rows = Math.max(1, Math.ceil(piece.bytes.length / bytesInLine))
  return Array.from({ length: rows }, (_, row) => {
    const bytes = piece.bytes.subarray(row * bytesInLine, (row + 1) * bytesInLine)
    const front = row === 0 ? `${start} ${piece.is} ${piece.form}` : '+'
    return `${front} ${hexOf(bytes)} |${textOf(bytes)}|`
  })
}

/** `57 0d`, as manuals print bytes. */
export function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
}

/** Printable ASCII as it is, a dot for everything else. */
export function textOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('')
}

const start = `^ *(\\d{1,9})\\.(\\d{3}) (${deviceRole.options.join('|')})`
const pieceLine = new RegExp(`${start} (in|out) (reports|bytes) ((?:[0-9a-f]{2} ?)*)\\|`)
const noteLine = new RegExp(`${start} note (.{0,300})`)
const moreLine = /^\+ ((?:[0-9a-f]{2} ?)*)\|/

/**
 * Reads such a file back.
 * @throws StationError `bad-recording` that names the first line that is none of a recording.
 */
export function readTrafficFile(text: string): Recording {
  if (text.length > mostCharacters) throw bad('This file is too long for a recording.')
  const lines = text.split(/\r?\n/)
  if (lines[0]?.trim() !== title) throw bad('This file is no recording of a station.')
  const end = lines.indexOf('', 1)
  const head = lines.slice(1, end === -1 ? undefined : end)
  const passed: Passed[] = []
  lines.slice(head.length + 1).forEach((line, at) => {
    if (line === '') return
    if (passed.length >= mostPieces) throw bad('This file is too long for a recording.')
    takeLine(line, passed, head.length + at + 2)
  })
  return {
    startedAt: after(head, 'started') ?? '',
    isMasked: after(head, 'contents') !== 'included',
    dropped: Number(/^\d{1,9}$/.exec(after(head, 'dropped') ?? '')?.[0] ?? 0),
    addresses: addressesIn(head),
    passed,
  }
}

function takeLine(line: string, passed: Passed[], number: number): void {
  const more = moreLine.exec(line)
  const last = passed.at(-1)
  if (more && last && last.is !== 'note') {
    last.bytes = Uint8Array.from([...last.bytes, ...bytesOf(more[1])])
    return
  }
  const note = noteLine.exec(line)
  const piece = note ?? pieceLine.exec(line)
  if (!piece) throw bad(`Line ${number} of this file is no line of a recording.`)
  const head = {
    number: passed.length,
    atMs: Number(piece[1]) * 1_000 + Number(piece[2]),
    role: piece[3] as DeviceRole,
  }
  if (note) passed.push({ ...head, form: 'bytes', is: 'note', say: note[4] ?? '' })
  else {
    const form = piece[5] as Passed['form']
    passed.push({ ...head, form, is: piece[4] as 'in' | 'out', bytes: bytesOf(piece[6]) })
  }
}

function bytesOf(hex: string | undefined): Uint8Array {
  return Uint8Array.from(Buffer.from((hex ?? '').replaceAll(' ', ''), 'hex'))
}

function after(head: readonly string[], word: string): string | null {
  const line = head.find((each) => each.startsWith(`${word} `))
  return line === undefined ? null : line.slice(word.length + 1).trim()
}

function addressesIn(head: readonly string[]): Recording['addresses'] {
  const addresses: Recording['addresses'] = {}
  for (const line of head) {
    const [, role, address] = /^device (\w+) (.{1,300})$/.exec(line) ?? []
    const known = deviceRole.safeParse(role)
    if (known.success && address !== undefined) addresses[known.data] = address
  }
  return addresses
}

function bad(say: string): StationError {
  return new StationError('bad-recording', say, 'Choose a file that was saved on a Devices screen.')
}
