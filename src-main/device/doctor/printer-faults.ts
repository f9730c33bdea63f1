import { slowWords } from '../printer/tongue.ts'
import { type DoctorFacts, type Fault, shellWord } from './facts.ts'

const printer = ['printer', 'printer2'] as const

function why({ state, pulse }: DoctorFacts): string {
  if (state.is === 'ready') return ''
  return 'why' in state ? state.why : (pulse.lastWhy ?? '')
}

function host({ address }: DoctorFacts): string | null {
  return address?.is === 'tcp' ? address.host : null
}

/** Faults of label printers. */
export const printerFaults: readonly Fault[] = [
  {
    id: 'printer-refuses',
    roles: printer,
    signs: 'Something answers at the address and refuses the connection.',
    isCertain: true,
    find: (facts) =>
      /refuses the connection/.test(why(facts))
        ? {
            say: 'Something is at this address, but it does not take labels at this port.',
            next: 'Label printers listen at port 9100. Check the port, and "raw TCP" on the printer’s own page.',
          }
        : null,
  },
  {
    id: 'printer-unreachable',
    roles: printer,
    signs: 'Nothing answers at the address, or no machine has that name.',
    isCertain: true,
    find: (facts) => {
      const where = host(facts)
      if (where === null || !/does not answer|cannot be reached|No machine is called/.test(why(facts)))
        return null
      return {
        say: `Nothing answers at ${where}.`,
        next: 'Is the printer on and its network cable in? Print its configuration label: it shows the address. Give it a fixed one, so that it stays.',
        command: `ping ${facts.platform === 'win32' ? '-n' : '-c'} 3 ${shellWord(where)}`,
      }
    },
  },
  {
    id: 'printer-mute',
    roles: printer,
    signs: 'The connection stands, questions went out, and not one byte came back.',
    isCertain: false,
    find: (facts) => {
      const { pulse, address, state } = facts
      const isMeantToAnswer = address?.is === 'tcp' && address.reports
      if (!isMeantToAnswer || state.is !== 'trouble' || !/does not say/.test(state.why)) return null
      if (pulse.bytesIn > 0) return null
      return {
        say: 'The printer takes the connection and answers no question: it is out of labels, open, or speaks another language than ZPL.',
        next: 'Close it and load labels. If it is ready and still silent, set its language to ZPL; a printer that never answers can be used with "status=none" at the end of its address.',
      }
    },
  },
  {
    id: 'printer-other-language',
    roles: printer,
    signs: 'Something comes back, and it is no answer in the language that is set.',
    isCertain: true,
    find: ({ state }) =>
      state.is === 'trouble' && /another language/.test(state.why)
        ? {
            say: 'The printer answers in another language than the one it was set up with.',
            next: 'Choose its language (ZPL, EPL, TSPL, ESC/POS) under "Set up", or set the printer to ZPL. Is it a printer at all?',
          }
        : null,
  },
  {
    id: 'printer-slow',
    roles: printer,
    signs: 'It answers, and takes seconds for it.',
    isCertain: true,
    find: ({ about }) =>
      about?.endsWith(slowWords)
        ? {
            say: 'The printer is slow: it takes seconds to answer, so each label takes several.',
            next: 'Is its network weak (Wi-Fi), or do others print on it? A cable helps; switch it off and on once.',
          }
        : null,
  },
  {
    id: 'printer-not-ready',
    roles: printer,
    signs: 'The printer itself says what is wrong.',
    isCertain: true,
    find: ({ state }) =>
      state.is === 'trouble' && !/does not say|another language/.test(state.why)
        ? { say: state.why, next: 'Put that right: waiting labels print by themselves.' }
        : null,
  },
  {
    id: 'prints-commands',
    roles: printer,
    signs: 'Text with ^ signs came out instead of a label.',
    isCertain: true,
    find: (facts) => {
      if (facts.sees !== 'prints-commands') return null
      const where = host(facts)
      return {
        say: 'The printer prints the commands as text: it is set to another language, or a driver on the way takes them for a text.',
        next: 'Set its language to ZPL (on a Zebra the command does it). Give the station the printer’s own network address, not a queue of this computer.',
        ...(where === null
          ? {}
          : {
              command: `printf '! U1 setvar "device.languages" "zpl"\\r\\n' | nc -N ${shellWord(where)} 9100`,
            }),
      }
    },
  },
  {
    id: 'nothing-comes-out',
    roles: printer,
    signs: 'The label was sent, and nothing came out.',
    isCertain: false,
    find: ({ sees, state }) =>
      sees === 'nothing-comes-out'
        ? {
            say:
              state.is === 'ready'
                ? 'The printer says that it is ready, and nothing comes out.'
                : 'The printer has not said that it is ready: nothing was marked as printed.',
            next: 'Is it paused, open or out of labels? Calibrate it (hold the feed button), print the test label, then print the box label again from the box.',
          }
        : null,
  },
  {
    id: 'blank-labels',
    roles: printer,
    signs: 'Blank labels came out.',
    isCertain: false,
    find: ({ sees }) =>
      sees === 'blank'
        ? {
            say: 'The label moves and nothing is on it.',
            next: 'Direct thermal labels: turn the roll, the shiny side up. Thermal transfer: is the ribbon in, the right way round? Else set the printer to the method of its labels and raise the darkness.',
          }
        : null,
  },
  {
    id: 'label-twice',
    roles: printer,
    signs: 'One label came out twice.',
    isCertain: false,
    find: ({ sees }) =>
      sees === 'twice'
        ? {
            say: 'A label came out twice. The station sends each one once and asks before it sends it again.',
            next: 'Throw the second one away: both carry the same number. Switch off "reprint after error" on the printer.',
          }
        : null,
  },
  {
    id: 'label-cut',
    roles: printer,
    signs: 'Labels come out cut, shifted, or over two.',
    isCertain: false,
    find: ({ sees }) =>
      sees === 'shifted'
        ? {
            say: 'The printer does not know where a label begins.',
            next: 'Calibrate it: on a Zebra hold pause and cancel until it feeds labels. The station prints 100 × 150 mm (4 × 6 in) at 203 dpi.',
          }
        : null,
  },
]
