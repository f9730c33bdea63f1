import type { Ask } from '../../src-shared/contract/contract.ts'
import type { Finding, Symptom } from '../../src-shared/model/device.ts'
import type { TrafficPiece } from '../../src-shared/model/traffic.ts'

const parity: Finding = {
  fault: 'parity',
  isCertain: true,
  signs: 'Bit 7 of every byte that came makes its bits even in number.',
  say: 'The device sends 7 bits with even parity; the station reads it as 8N1.',
  next: 'Use 7E1.',
  command: null,
  address: 'serial:/dev/ttyUSB0?baud=9600&line=7E1&dtr=on',
}
const modem: Finding = {
  fault: 'modem-manager',
  isCertain: false,
  signs: 'ModemManager runs, and nothing tells it to leave this port alone.',
  say: 'ModemManager looks for a modem in every serial device.',
  next: 'Run the command, then plug the device out and in again.',
  command: 'sudo udevadm control --reload-rules && sudo udevadm trigger',
  address: null,
}
const blank: Finding = {
  fault: 'blank-labels',
  isCertain: false,
  signs: 'Blank labels came out.',
  say: 'The label moves and nothing is on it.',
  next: 'Turn the roll.',
  command: null,
  address: null,
}

const pieces: TrafficPiece[] = [
  { number: 0, atMs: 0, role: 'scale', is: 'note', hex: '', text: 'Opened.', cutBytes: 0 },
  { number: 1, atMs: 212, role: 'scale', is: 'out', hex: '57 0d', text: 'W.', cutBytes: 0 },
  {
    number: 2,
    atMs: 231,
    role: 'scale',
    is: 'in',
    hex: '02 30 34 2e 33 32 30 0d',
    text: '.04.320.',
    cutBytes: 0,
  },
  {
    number: 3,
    atMs: 1_950,
    role: 'printer',
    is: 'out',
    hex: Array.from({ length: 96 }, () => '78').join(' '),
    text: '^XA^FOxxxxx'.padEnd(96, 'x'),
    cutBytes: 1_204,
  },
]

/** A pretend doctor: one scale with parity, a recorder that always hears the same. */
export function fixtureDoctor(tell: (what: 'traffic') => void): (ask: Ask, takes: unknown) => unknown {
  let isOn = false
  let hasPieces = false
  return (ask, raw) => {
    const takes = raw as {
      role: string
      sees: Symptom | null
      isOn: boolean
      isFull: boolean
      scanId: string
    }
    switch (ask) {
      case 'doctor:look': {
        const found = takes.role === 'scale' ? [parity, modem] : takes.sees === 'blank' ? [blank] : []
        return { findings: found, lookedAt: ['/dev/ttyUSB0 is there and may be used.'] }
      }
      case 'doctor:scan':
        return {
          text: '0109400000000016<GS>10LOT7',
          symbology: 'GS1-128',
          device: 'The scanner at /dev/ttyACM0',
          says: ['(01) GTIN 09400000000016', '(10) BATCH/LOT LOT7'],
          odd: ['(17) is no date.'],
        }
      case 'doctor:record':
        isOn = takes.isOn
        hasPieces ||= isOn
        tell('traffic')
        return {}
      case 'doctor:forget':
        hasPieces = false
        tell('traffic')
        return {}
      case 'doctor:traffic': {
        const seen = takes.isFull
          ? pieces.map((piece) =>
              piece.role === 'printer' ? { ...piece, text: '^XA^FO20,40^FDMint' } : piece,
            )
          : pieces
        return {
          isOn,
          startedAt: hasPieces ? '2026-11-22T01:02:03.000Z' : null,
          pieces: hasPieces ? pieces.length : 0,
          dropped: 0,
          isFull: takes.isFull,
          shown: hasPieces ? seen : [],
        }
      }
      case 'doctor:save-traffic':
        return { file: 'traffic-20261122-010203.txt' }
      case 'doctor:replay':
        return {
          count: 2,
          shown: [
            { atMs: 231, role: 'scale', isRead: true, say: '4320 g, steady (the scale shows 4.320 kg).' },
            { atMs: 900, role: 'scanner', isRead: false, say: 'A code came in only in part: scan it again.' },
          ],
        }
      default:
        return undefined
    }
  }
}
