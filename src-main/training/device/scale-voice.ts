import type { ScaleProtocolId } from '../../device/scale/protocols.ts'

/** What a virtual scale has to say: kilograms with three decimals, less the tare, and how the plate is. */
export type Load = {
  grams: number
  tareGrams: number
  is: 'steady' | 'moving' | 'overload' | 'underload' | 'needs-zero' | 'fault'
}

/** How a scale talks: what it answers to each character it hears, and what it sends by itself, if it does. */
export type Voice = {
  hear(character: string, load: Load): string
  stream: ((load: Load) => string) | null
}

/**
 * The protocols, and the dialects of some of them: NCI framed for cash registers, an A&D balance set to its MT format,
 * a Toledo that knows the question for its weight and nothing else.
 */
export type VoiceName =
  | ScaleProtocolId
  | 'nci-ecr'
  | 'a-and-d-mt'
  | 'a-and-d-dp'
  | 'a-and-d-csv'
  | 'toledo-weight-only'

const isSteady = (load: Load) => load.is === 'steady'
const isNet = (load: Load) => load.tareGrams !== 0
const hasWeight = (load: Load) => load.is === 'steady' || load.is === 'moving'
const signOf = (load: Load) => (load.grams < 0 ? '-' : '+')

/** The size of the weight in kilograms, padded to a width. */
function kilograms(load: Load, width: number, pad = ' '): string {
  return (Math.abs(load.grams) / 1000).toFixed(3).padStart(width, pad)
}

/** A scale that answers commands ended by CR; line feeds are not listened to. */
function byCommand(answer: (command: string, load: Load) => string): Voice {
  let heard = ''
  return {
    hear: (character, load) => {
      if (character === '\n') return ''
      if (character !== '\r') {
        heard = (heard + character).slice(-32)
        return ''
      }
      const command = heard
      heard = ''
      return answer(command, load)
    },
    stream: null,
  }
}

function streaming(stream: (load: Load) => string): Voice {
  return { hear: () => '', stream }
}

/** Toledo 8217: bare letters, `E` echoes until `F`. `prefix` has to come before every command. */
function toledo8217(prefix = ''): Voice {
  let isEchoing = false
  let isPrefixed = false
  const weight = (load: Load) => {
    const status = { moving: 'A', overload: 'B', underload: 'D', 'needs-zero': 'H', fault: '@', steady: null }
    if (status[load.is] !== null) return `\x02?${status[load.is]}\r`
    if (load.grams < 0) return '\x02?D\r'
    return `\x02${kilograms(load, 6, '0')}${isNet(load) ? 'N' : ''}\r`
  }
  return {
    stream: null,
    hear: (character, load) => {
      if (prefix !== '' && !isPrefixed) {
        isPrefixed = character === prefix
        return ''
      }
      isPrefixed = false
      const isEcho = isEchoing && character !== 'F'
      if (!isEcho) isEchoing = character === 'E'
      if (isEcho) return character
      if (character === 'E' || character === 'F') return `\x02${character}\r`
      if (character === 'W') return weight(load)
      return character === '\r' ? '' : '\x02?@\r'
    },
  }
}

/** Silent at every letter but the one for the weight. */
function toledoWeightOnly(): Voice {
  const { hear } = toledo8217()
  return { stream: null, hear: (character, load) => (character === 'W' ? hear(character, load) : '') }
}

function nciStatus(load: Load): string {
  const first = (load.is === 'moving' ? 1 : 0) | (load.is === 'steady' && load.grams === 0 ? 2 : 0)
  const second = { overload: 2, underload: 1, fault: 8, steady: 0, moving: 0, 'needs-zero': 0 }[load.is]
  const third = (isNet(load) ? 4 : 0) | (load.is === 'needs-zero' ? 8 : 0)
  const bytes = third === 0 ? [0x30 | first, 0x30 | second] : [0x30 | first, 0x70 | second, 0x30 | third]
  return String.fromCharCode(...bytes)
}

function nciDisplay(load: Load): string {
  if (load.is === 'overload') return '^^^^^^'
  if (load.is === 'underload') return '______'
  if (load.is === 'needs-zero' || load.is === 'fault') return '------'
  return load.grams < 0 ? `-${kilograms(load, 5)}` : kilograms(load, 6, '0')
}

function nci(): Voice {
  return byCommand((command, load) => {
    if (command === 'W') return `\n${nciDisplay(load)}kg\r\n${nciStatus(load)}\r\x03`
    return command === 'S' ? `\n${nciStatus(load)}\r\x03` : '\n?\r\x03'
  })
}

/** Without a weight to give, only the status comes back. */
function nciEcr(): Voice {
  return byCommand((command, load) => {
    const status = `\nS${nciStatus(load)}\r\x03`
    if (command === 'S' || (command === 'W' && (!isSteady(load) || load.grams < 0))) return status
    return command === 'W' ? `\n${kilograms(load, 6, '0')}KG\r${status}` : '\n?\r\x03'
  })
}

function mtSics(): Voice {
  const states = { overload: '+', underload: '-', 'needs-zero': 'I', fault: 'I', steady: 'S', moving: 'D' }
  return byCommand((command, load) => {
    const sign = load.grams < 0 ? '-' : ''
    const weight = `${sign}${kilograms(load, 0)}`.padStart(10)
    if (command === 'I4') return 'I4 A "0123456789"\r\n'
    if (command !== 'SI') return 'ES\r\n'
    return hasWeight(load) ? `S ${states[load.is]} ${weight} kg\r\n` : `S ${states[load.is]}\r\n`
  })
}

function toledoContinuous(load: Load): string {
  const hasDigits = hasWeight(load)
  const outOfRange = load.is === 'overload' || load.is === 'underload' || load.is === 'fault'
  const isNegative = load.is === 'underload' || load.grams < 0
  const second =
    0x30 |
    (isNet(load) ? 0x01 : 0) |
    (isNegative ? 0x02 : 0) |
    (outOfRange ? 0x04 : 0) |
    (load.is === 'moving' ? 0x08 : 0) |
    (load.is === 'needs-zero' ? 0x40 : 0)
  const six = (grams: number) => `${Math.abs(grams)}`.padStart(6, '0')
  const body = `\x02\x2d${String.fromCharCode(second)}\x20${six(hasDigits ? load.grams : 0)}${six(load.tareGrams)}\r`
  const sum = [...body].reduce((total, character) => total + character.charCodeAt(0), 0)
  return body + String.fromCharCode(-sum & 0x7f)
}

function sma(): Voice {
  const states = { overload: 'O', underload: 'U', 'needs-zero': 'I', fault: 'T', steady: ' ', moving: ' ' }
  return byCommand((command, load) => {
    if (command !== 'W') return '\n?\r'
    const isZero = isSteady(load) && load.grams === 0
    const weight = `${load.grams < 0 ? '-' : ''}${kilograms(load, 0)}`.padStart(10)
    const shown = hasWeight(load) ? weight : '-'.repeat(10)
    return `\n${isZero ? 'Z' : states[load.is]}1${isNet(load) ? 'N' : 'G'}${load.is === 'moving' ? 'M' : ' '} ${shown}kg \r`
  })
}

function aAndD(): Voice {
  return byCommand((command, load) => {
    if (command !== 'Q') return ''
    if (!hasWeight(load)) return 'OL,+999999.9 kg\r\n'
    return `${isSteady(load) ? 'ST' : 'US'},${signOf(load)}${kilograms(load, 8, '0')} kg\r\n`
  })
}

function aAndDMt(): Voice {
  return byCommand((command, load) => {
    if (command !== 'Q') return ''
    if (!hasWeight(load)) return load.is === 'underload' ? 'SI-\r\n' : 'SI+\r\n'
    const weight = `${load.grams < 0 ? '-' : ''}${kilograms(load, 0)}`
    return `${isSteady(load) ? 'S ' : 'SD'}${weight.padStart(10)} kg\r\n`
  })
}

/** The DP format has no word for out of range: the balance sends a line without digits. */
function aAndDDp(): Voice {
  return byCommand((command, load) => {
    if (command !== 'Q') return ''
    const shown = hasWeight(load) ? `${signOf(load)}${kilograms(load, 0)}` : 'E'
    return `${isSteady(load) ? 'WT' : 'US'}${shown.padStart(11)} kg\r\n`
  })
}

/** The CSV format of a balance whose decimal mark is the comma. */
function aAndDCsv(): Voice {
  return byCommand((command, load) => {
    if (command !== 'Q') return ''
    if (!hasWeight(load)) return 'OL;+9999999E+19; kg\r\n'
    const digits = kilograms(load, 8, '0').replace('.', ',')
    return `${isSteady(load) ? 'ST' : 'US'};${signOf(load)}${digits}; kg\r\n`
  })
}

/** Defender 3000 lines. A scale without a weight to give prints a word. */
function ohaus(): Voice {
  return byCommand((command, load) => {
    if (command !== 'IP') return ''
    if (!hasWeight(load)) return 'Err 8.3\r\n'
    const legend = (isNet(load) ? 'NET' : 'G').padEnd(3)
    return `${load.grams < 0 ? '-' : ' '} ${kilograms(load, 7)} kg   ${isSteady(load) ? ' ' : '?'}${legend}\r\n`
  })
}

/** ENQ is answered by ACK, DC1 by the frame; a scale that is not ready answers NAK. */
function cas(): Voice {
  const frame = (load: Load) => {
    const isOver = load.is === 'overload'
    const sign = isOver ? 'F' : load.grams < 0 ? '-' : ' '
    const text = `${isSteady(load) ? 'S' : 'U'}${sign}${isOver ? 'FFFFFF' : kilograms(load, 6, '0')}kg`
    const check = [...text].reduce((total, character) => total ^ character.charCodeAt(0), 0)
    return `\x01\x02${text}${String.fromCharCode(check)}\x03\x04`
  }
  let isAsked = false
  return {
    stream: null,
    hear: (character, load) => {
      const wasAsked = isAsked
      isAsked = character === '\x05' && (hasWeight(load) || load.is === 'overload')
      if (character === '\x05') return isAsked ? '\x06' : '\x15'
      return character === '\x11' && wasAsked ? frame(load) : ''
    },
  }
}

/** ENQ and DC2 are answered by ACK and the frame at once; nothing in it says whether the weight stands still. */
function casEcr(): Voice {
  const frame = (load: Load) => {
    const sign = load.grams < 0 ? '-' : ''
    const digits = `${sign}${`${Math.abs(load.grams)}`.padStart(5 - sign.length, '0')}`
    const text = `0${load.is === 'overload' ? 'FFFFF' : digits}`
    const check = [...text].reduce((total, character) => total ^ character.charCodeAt(0), 0)
    return `\x02${text}${String.fromCharCode(check)}\x03`
  }
  let isAsked = false
  return {
    stream: null,
    hear: (character, load) => {
      const wasAsked = isAsked
      isAsked = character === '\x05'
      if (!wasAsked || character !== '\x12') return ''
      return hasWeight(load) || load.is === 'overload' ? `\x06${frame(load)}` : '\x15'
    },
  }
}

/** The 22-byte form with its lamp byte. */
function casIndicator(load: Load): string {
  const lamp =
    0x80 | (isSteady(load) ? 0x40 : 0) | (isNet(load) ? 0x02 : 0x04) | (load.grams === 0 ? 0x01 : 0)
  const tag = !hasWeight(load) ? 'OL' : isSteady(load) ? 'ST' : 'US'
  const shown = kilograms(load, load.grams < 0 ? 7 : 8, '0')
  return `${tag},${isNet(load) ? 'NT' : 'GS'},0${String.fromCharCode(lamp)},${load.grams < 0 ? '-' : ''}${shown} kg\r\n`
}

/** Prints of 22 characters; in motion without a unit. */
function sartoriusSbi(): Voice {
  let isEscaped = false
  const special = { overload: 'H', underload: 'L', 'needs-zero': 'ERR 03', fault: 'ERR 54' }
  const print = (load: Load) => {
    if (load.is !== 'steady' && load.is !== 'moving') {
      return `Stat  ${special[load.is].padStart(10).padEnd(14)}\r\n`
    }
    const id = (isNet(load) ? 'N' : 'G').padEnd(6)
    return `${id}${signOf(load)} ${kilograms(load, 8)} ${isSteady(load) ? 'kg ' : '   '}\r\n`
  }
  return {
    stream: null,
    hear: (character, load) => {
      const wasEscaped = isEscaped
      isEscaped = character === '\x1b'
      return wasEscaped && character === 'P' ? print(load) : ''
    },
  }
}

function adam(): Voice {
  return byCommand((command, load) => {
    if (command !== 'G' || !hasWeight(load)) return ''
    return `${isSteady(load) ? 'S' : 'U'} ${isNet(load) ? 'N' : 'G'}/W${signOf(load)}${kilograms(load, 7)} kg\r\n`
  })
}

/** First that the question was accepted, then the frame. */
function radwag(): Voice {
  const marks = { steady: ' ', moving: '?', overload: '^', underload: 'v' }
  return byCommand((command, load) => {
    if (command !== 'SI') return 'ES\r\n'
    if (load.is === 'needs-zero' || load.is === 'fault') return 'SI I\r\n'
    return `SI A\r\nSI ${marks[load.is]} ${load.grams < 0 ? '-' : ' '}${kilograms(load, 9)} kg \r\n`
  })
}

/** Below zero it is out of range, like with too much on it. */
function erte(load: Load): string {
  if (!hasWeight(load) || load.grams < 0) return 'E------\r'
  const letter = isSteady(load) ? (isNet(load) ? 'B' : 'A') : isNet(load) ? 'D' : 'C'
  return `${letter}${`${load.grams}`.padStart(6, '0')}\r`
}

function generic(load: Load): string {
  if (!hasWeight(load)) return 'OL,GS,+       kg\r\n'
  return `${isSteady(load) ? 'ST' : 'US'},${isNet(load) ? 'NT' : 'GS'},${signOf(load)}${kilograms(load, 7)}kg\r\n`
}

/** How the scales of each protocol talk; every call is one scale of its own. */
export const voices: Record<VoiceName, () => Voice> = {
  'toledo-8217': () => toledo8217(),
  'toledo-weight-only': toledoWeightOnly,
  brecknell: () => toledo8217('\x1f'),
  nci,
  'nci-ecr': nciEcr,
  'mt-sics': mtSics,
  'toledo-continuous': () => streaming(toledoContinuous),
  sma,
  'a-and-d': aAndD,
  'a-and-d-mt': aAndDMt,
  'a-and-d-dp': aAndDDp,
  'a-and-d-csv': aAndDCsv,
  ohaus,
  cas,
  'cas-ecr': casEcr,
  'cas-indicator': () => streaming(casIndicator),
  'sartorius-sbi': sartoriusSbi,
  adam,
  radwag,
  erte: () => streaming(erte),
  generic: () => streaming(generic),
}
