import { StationError } from '../../src-shared/failure.ts'
import type { DeviceRole, DeviceState } from '../../src-shared/model/device.ts'

const names: Record<DeviceRole, string> = {
  scanner: 'Scanner',
  scale: 'Scale',
  printer: 'Label printer',
  printer2: 'Second printer',
}
const without: Record<DeviceRole, { say: string; next: string }> = {
  scanner: {
    say: 'No scanner is set up.',
    next: 'A keyboard scanner works right away. Set up a USB or serial one under Devices.',
  },
  scale: { say: 'No scale is set up.', next: 'Type the weights, or set up a scale under Devices.' },
  printer: {
    say: 'No label printer is set up.',
    next: 'Labels are kept as PDF files in the profile folder. Set up a printer under Devices.',
  },
  printer2: {
    say: 'No second printer is set up.',
    next: 'One can stand in when the first is out, or print other labels.',
  },
}

const secondFolder = {
  say: 'The second printer is a folder.',
  next: 'Its labels are kept as PDF files in the profile folder.',
}

/** A device's state as one sentence, and what the person can do next. */
export function deviceWords(
  role: DeviceRole,
  state: DeviceState,
  address: string | null,
): { say: string; next: string } {
  const name = names[role]
  if (role === 'printer2' && address?.startsWith('folder')) return secondFolder
  if (address === null || address.startsWith('folder') || state.is === 'none') return without[role]
  switch (state.is) {
    case 'opening':
      return { say: `${name}: connecting.`, next: 'Wait a moment.' }
    case 'ready':
      return { say: `${name} ready.`, next: 'Nothing to do.' }
    case 'trouble':
      return {
        say: `${name}: ${state.why}`,
        next: state.next ?? 'Press "Check it" under Devices: it looks for the cause.',
      }
    case 'set-aside':
      return {
        say: `${name}: ${state.why}`,
        next:
          role === 'printer' || role === 'printer2' || isInNetwork(address)
            ? 'Switch it off and on, and check its address. Or press "Use it again" under Devices.'
            : role === 'scanner'
              ? 'Unplug it and check its settings, or leave it quiet: then it is used again. "Use it again" under Devices does so now.'
              : 'Unplug it, check its settings and plug it in again. Or press "Use it again" under Devices.',
      }
    case 'absent':
      return { say: `${name} not found: ${state.why}`, next: absentNext(address) }
    case 'lost':
      return {
        say: `${name} lost: ${state.why}`,
        next: isInNetwork(address)
          ? 'Is it switched on, and in the network? It is found again by itself.'
          : 'Plug it in again: it is found by itself.',
      }
  }
}

function isInNetwork(address: string): boolean {
  return address.startsWith('tcp:')
}

function absentNext(address: string): string {
  if (isInNetwork(address))
    return 'Is it switched on, in the network, and is this its address? It is found by itself.'
  return address.startsWith('queue:')
    ? 'Start the print service of this computer, or set up another printer under Devices.'
    : 'Is it switched on, and is the cable in?'
}

/** The sentence of a device whose port is searched: it is let go of for that long. */
export function searchedWords(role: DeviceRole): { say: string; next: string } {
  return { say: `${names[role]}: its port is being searched.`, next: 'Wait until the search ends.' }
}

/** That the port is being searched for a scale already. */
export function portSearched(): StationError {
  return new StationError(
    'port-searched',
    'This port is being searched already.',
    'Wait until the search ends: it takes half a minute at most.',
  )
}

/** That something else than a serial port lies at a path. */
export function noPort(path: string): StationError {
  return new StationError(
    'bad-address',
    `${path.slice(0, 60)} is no serial port.`,
    'Choose one from the list, or name one like /dev/ttyUSB0 or COM3.',
  )
}

/** That two devices cannot share a port, naming the one that has it. */
export function portTaken(owner: DeviceRole): StationError {
  const name = `the ${names[owner].toLowerCase()}`
  return new StationError(
    'port-taken',
    `${name[0]?.toUpperCase()}${name.slice(1)} of this station is set up there already.`,
    `Choose another port, or take ${name} away from it first.`,
  )
}
