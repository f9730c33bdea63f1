import { printAddress, type SerialAddress } from '../address.ts'
import type { ScaleProtocolId } from '../scale/protocols.ts'
import type { Pulse } from '../traffic/pulse.ts'
import type { DoctorFacts, Fault } from './facts.ts'

const lines = ['scanner', 'scale'] as const
/** Fewer bytes say too little about how a line is set. */
const enoughBytes = 12
const muteAfterMs = 5_000
/** A scale that weighed and fell silent for so long does not send something else: it sends nothing. */
const silentAfterMs = 1_000
const ftdi = '0403'

/** Of the bytes that came, how many no text has: 0 to 1. */
function strangeShare({ bytesIn, highBytes, strangeControls }: Pulse): number {
  return bytesIn === 0 ? 0 : (highBytes + strangeControls) / bytesIn
}

/** What bit 7 of everything that came looks like. */
function parityIn({ bytesIn, highBytes, oddBytes }: Pulse): 'even' | 'odd' | null {
  if (bytesIn < enoughBytes || highBytes === 0 || highBytes === bytesIn) return null
  if (oddBytes === 0) return 'even'
  return oddBytes === bytesIn ? 'odd' : null
}

function serial({ address }: DoctorFacts): SerialAddress | null {
  return address?.is === 'serial' ? address : null
}

/** The scale weighs, or the scanner sent something that can be read: the line is set right. */
function makesSense({ role, reading, lineText }: DoctorFacts): boolean {
  if (role === 'scale') return reading !== null
  return lineText !== null && [...lineText].every(isOfACode)
}

function isOfACode(sign: string): boolean {
  return sign >= '\u001c' && sign <= '~'
}

function isMute(facts: DoctorFacts): boolean {
  return (
    !facts.hasWeighed && facts.pulse.isOpen && facts.pulse.bytesIn === 0 && (facts.openMs ?? 0) >= muteAfterMs
  )
}

function isFtdi(facts: DoctorFacts, { path }: SerialAddress): boolean {
  const port = facts.ports?.find((each) => each.path === path)
  return port?.vendorId === ftdi || port?.driver === 'ftdi_sio'
}

/** No hand keeps a load so still. */
const standsAfterMs = 10_000
/** What to set on a scale of each protocol, so that its frames say that a weight stands. */
const saysSteadyIf: Partial<Record<ScaleProtocolId, string>> = {
  'cas-ecr': 'Set the scale to ECR type 6, and its protocol here to "CAS PD-II / AP-1".',
  'cas-indicator': 'Set its output to the format of 22 bytes.',
  'a-and-d': 'Set its data format to A&D standard ("5if type 0"): NU says nothing of standing still.',
  adam: 'Set its output to the format that has S or U in front.',
  generic: 'Set its output to the format that has ST and US in front.',
}

/** Faults of a serial line that is open: how it is set, how it is wired, who speaks what. */
export const lineFaults: readonly Fault[] = [
  {
    id: 'parity',
    roles: lines,
    signs:
      'Bit 7 of every byte that came makes its bits even (or odd) in number: that is parity, read as data.',
    isCertain: true,
    find: (facts) => {
      const address = serial(facts)
      const parity = parityIn(facts.pulse)
      if (address === null || parity === null || !address.line.startsWith('8') || makesSense(facts))
        return null
      const line = parity === 'even' ? '7E1' : '7O1'
      return {
        say: `The device sends 7 bits with ${parity} parity; the station reads it as ${address.line}.`,
        next: `Use ${line}.`,
        address: printAddress({ ...address, line }, facts.role),
      }
    },
  },
  {
    id: 'wrong-speed',
    roles: lines,
    signs: 'Bytes come that no text has, and no parity explains them.',
    isCertain: false,
    find: (facts) => {
      const address = serial(facts)
      if (address === null || makesSense(facts) || parityIn(facts.pulse) !== null) return null
      if (facts.pulse.bytesIn < enoughBytes || strangeShare(facts.pulse) < 0.15) return null
      return {
        say: `What comes is no text: the device probably speaks at another speed than ${address.baud}.`,
        next:
          facts.role === 'scale'
            ? 'Open "Set up" and let the station find the scale: it listens at every usual speed.'
            : 'Set the speed of its manual under "Set up" (scanners: 9600 or 115200), or scan its code "RS-232 defaults".',
      }
    },
  },
  {
    id: 'unknown-protocol',
    roles: ['scale'],
    signs: 'Readable text comes, and none of it is a weight in the protocol that is set.',
    isCertain: true,
    find: (facts) => {
      const { pulse, address } = facts
      if (makesSense(facts) || pulse.bytesIn < 32 || address === null || address.is === 'hid') return null
      if (parityIn(pulse) === null && strangeShare(pulse) >= 0.15) return null
      if (facts.hasWeighed && (facts.silentMs ?? silentAfterMs) >= silentAfterMs) return null
      return {
        say: 'The scale sends text that is no weight in the protocol it was set up with.',
        next: 'Open "Set up" and let the station find the scale. Save a recording if it stays unknown.',
      }
    },
  },
  {
    id: 'stopped-sending',
    roles: ['scale'],
    signs: 'Weights came, and then nothing more.',
    isCertain: true,
    find: ({ hasWeighed, reading, state, address }) => {
      if (!hasWeighed || reading !== null || address?.is === 'hid') return null
      if (state.is !== 'trouble' || !/silent/.test(state.why)) return null
      return {
        say: 'The scale sent weights and stopped.',
        next: 'Is it on, and is its cable in at both ends? Many switch themselves off after some minutes.',
      }
    },
  },
  {
    id: 'dtr-mutes',
    roles: lines,
    signs: 'The port is open, an FTDI adapter holds DTR and RTS up, and not one byte came.',
    isCertain: false,
    find: (facts) => {
      const address = serial(facts)
      if (address === null || !address.dtr || !isMute(facts) || !isFtdi(facts, address)) return null
      return {
        say: 'Nothing comes. Some devices fall silent while an FTDI adapter holds DTR and RTS up.',
        next: 'Let go of DTR and RTS.',
        address: printAddress({ ...address, dtr: false }, facts.role),
      }
    },
  },
  {
    id: 'dtr-missing',
    roles: lines,
    signs: 'The port is open with DTR and RTS down, and not one byte came.',
    isCertain: false,
    find: (facts) => {
      const address = serial(facts)
      if (address === null || address.dtr || !isMute(facts)) return null
      return {
        say: 'Nothing comes. Some interfaces take their power from DTR, which is down.',
        next: 'Raise DTR and RTS.',
        address: printAddress({ ...address, dtr: true }, facts.role),
      }
    },
  },
  {
    id: 'silent-line',
    roles: ['scale'],
    signs: 'The port is open and not one byte came, though the scale was asked or should send by itself.',
    isCertain: false,
    find: (facts) => {
      if (serial(facts) === null || !isMute(facts)) return null
      const isAsked = facts.pulse.bytesOut > 0
      return {
        say: isAsked ? 'The scale answers nothing.' : 'The scale sends nothing by itself.',
        next: isAsked
          ? 'Is it on? Then try the other kind of cable: straight instead of crossed (null modem), or the other way round.'
          : 'Press its print key. If that helps, set it to send all the time; if not, try a crossed (null modem) cable.',
      }
    },
  },
  {
    id: 'never-steady',
    roles: ['scale'],
    signs: 'The weight is the same to the gram for ten seconds, and the scale never calls it steady.',
    isCertain: true,
    find: ({ reading, address }) => {
      if (reading?.now.is !== 'moving' || reading.now.grams === null) return null
      if (reading.unchangedMs < standsAfterMs) return null
      const protocol = address !== null && 'protocol' in address ? address.protocol : null
      return {
        say: 'The weight stands, and the scale does not say so: only a weight it calls steady is recorded.',
        next: `${(protocol && saysSteadyIf[protocol]) ?? 'Set its output to a format that says whether the weight is stable.'} Until then, type the weight.`,
      }
    },
  },
  {
    id: 'scale-floods',
    roles: ['scale'],
    signs: 'The station set the scale aside because it sent without end.',
    isCertain: true,
    find: ({ state }) =>
      state.is === 'set-aside'
        ? {
            say: 'The scale sends without end.',
            next: 'Unplug it. If it does so again, something else may sit at this port: choose its port anew, or try another cable and socket.',
          }
        : null,
  },
  {
    id: 'no-line-end',
    roles: ['scanner'],
    signs: 'The last codes came without any line end behind them.',
    isCertain: true,
    find: (facts) => {
      const { pulse, address } = facts
      const isLine = address?.is === 'serial' || address?.is === 'tcp'
      if (!isLine || pulse.endlessPieces < 2 || pulse.endlessBytes < 20 || parityIn(pulse) !== null)
        return null
      return {
        say: 'The scanner sends nothing that ends a code: a slow one is split in two, two quick ones are joined.',
        next: 'Scan the code "Add CR suffix" (or "Enter suffix") in its manual.',
      }
    },
  },
]
