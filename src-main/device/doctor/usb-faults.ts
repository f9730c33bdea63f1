import { makersOfSleepers } from '../hid/hid-scale.ts'
import { scannersInWrongMode } from '../hid/known-scanners.ts'
import { type DoctorFacts, type Fault, shellWord } from './facts.ts'

const silentAfterMs = 3_000
/** Nothing on a bench stands still to the gram for so long while somebody wonders about it. */
const frozenAfterMs = 10 * 60_000

function usbMaker({ address, hid }: DoctorFacts): number | null {
  if (address?.is !== 'hid') return null
  return address.device?.vendorId ?? hid?.find((each) => each.usagePage === 0x8d)?.vendorId ?? null
}

function isSilent({ state, silentMs, openMs }: DoctorFacts): boolean {
  const forMs = silentMs ?? openMs
  return state.is !== 'ready' && (forMs === null || forMs >= silentAfterMs)
}

/** Faults of USB devices that send whole reports. */
export const usbFaults: readonly Fault[] = [
  {
    id: 'scanner-types',
    roles: ['scanner'],
    signs: 'A known scanner shows the usage page of a keyboard (0001, usage 0006) and no other.',
    isCertain: true,
    find: (facts) => wrongMode(facts, 'keyboard'),
  },
  {
    id: 'scanner-maker-mode',
    roles: ['scanner'],
    signs: 'A known scanner shows usage pages, but not that of bar code scanners (008C, usage 0002).',
    isCertain: true,
    find: (facts) => wrongMode(facts, 'maker'),
  },
  {
    id: 'empty-reports',
    roles: ['scale', 'scanner'],
    signs: 'Reports come that hold nothing but zeros.',
    isCertain: true,
    find: ({ address, pulse }) =>
      address?.is === 'hid' && pulse.emptyPieces > 2
        ? {
            say: 'The device sends empty reports: they are passed over, else they would count as a weight of zero.',
            next: 'Plug it into another socket, not through a hub, and switch it off and on with nothing on it.',
          }
        : null,
  },
  {
    id: 'scale-asleep',
    roles: ['scale'],
    signs: 'A make of scale that switches itself off after three minutes sends nothing any more, or is gone.',
    isCertain: false,
    find: (facts) => {
      const maker = usbMaker(facts)
      if (maker === null || !makersOfSleepers.includes(maker) || !isSilent(facts)) return null
      return {
        say: 'This scale switches itself off after three minutes of rest.',
        next: 'Take everything off it and switch it on: whatever lies on it then counts as nothing. Some models stay on when their power supply is plugged in.',
      }
    },
  },
  {
    id: 'usb-sleep',
    roles: ['scale', 'scanner'],
    signs: 'The device fell silent, and the computer may put its socket to sleep.',
    isCertain: false,
    find: (facts) => {
      if (facts.powerControl?.isAuto !== true || facts.pulse.bytesIn === 0 || !isSilent(facts)) return null
      return {
        say: 'The computer may put this USB socket to sleep, and the device did not wake up.',
        next: 'Run the command: it keeps the socket awake until the device is plugged out.',
        command: `echo on | sudo tee ${shellWord(facts.powerControl.path)}`,
      }
    },
  },
  {
    id: 'frozen-weight',
    roles: ['scale'],
    signs: 'Frames go on coming, and the weight has been the same to the gram for ten minutes.',
    isCertain: false,
    find: ({ reading, sees }) => {
      if (reading?.now.is !== 'steady' || reading.now.grams === 0) return null
      if (sees !== 'frozen' && reading.unchangedMs < frozenAfterMs) return null
      return {
        say: `The scale goes on saying ${reading.now.grams} g and nothing else.`,
        next: 'Lift off what lies on it. If the figure stays, switch it off and on with nothing on it.',
      }
    },
  },
  {
    id: 'scale-says-no',
    roles: ['scale'],
    signs: 'The scale itself says that it cannot weigh.',
    isCertain: true,
    find: ({ reading }) => {
      switch (reading?.now.is) {
        case 'fault':
          return { say: reading.now.why, next: 'Put it right at the scale; the station goes on by itself.' }
        case 'overload':
          return { say: 'There is more on the scale than it can weigh.', next: 'Take something off.' }
        case 'needs-zero':
        case 'below-zero':
          return {
            say: 'The scale stands below zero.',
            next: 'Take everything off it and press its zero key.',
          }
        default:
          return null
      }
    },
  },
]

function wrongMode({ hid, state, address }: DoctorFacts, is: 'keyboard' | 'maker') {
  const isSerial = address?.is === 'serial' || address?.is === 'tcp' || address?.is === 'virtual'
  if (hid === null || state.is === 'ready' || isSerial) return null
  const wrong = scannersInWrongMode(hid).find((each) => each.is === is)
  if (wrong === undefined) return null
  const [first = '', ...rest] = wrong.say.split(/(?<=\.) (?=Scan )/)
  return { say: first, next: rest.join(' ') || 'Look up "USB HID POS" in its manual.' }
}
