import { type PrinterPaper, printerLanguageNames, usualPaper } from '../../../src-shared/model/printer.ts'
import { slowWords } from '../printer/patience.ts'
import { onlyEcho } from '../printer/tongue.ts'
import { type Cure, type DoctorFacts, type Fault, shellWord } from './facts.ts'

const printer = ['printer', 'printer2'] as const

function why({ state, pulse }: DoctorFacts): string {
  if (state.is === 'ready') return ''
  return 'why' in state ? state.why : (pulse.lastWhy ?? '')
}

function host({ address }: DoctorFacts): string | null {
  return address?.is === 'tcp' ? address.host : null
}

/** How the printer is set up to be spoken to; a folder of files and no printer at all count as ZPL. */
function paperOf({ address }: DoctorFacts): PrinterPaper {
  const paper = address !== null && 'paper' in address ? address.paper : null
  return paper ?? usualPaper
}

const stockOf = (facts: DoctorFacts) => (takesLabels(facts) ? 'labels' : 'paper')
const takesLabels = (facts: DoctorFacts) => !['escpos', 'pdf'].includes(paperOf(facts).language)
const languageOf = (facts: DoctorFacts) => printerLanguageNames[paperOf(facts).language]

/** The command that switches a Zebra on the network to ZPL; other makes and languages have none that is known. */
function toZpl(facts: DoctorFacts): { command?: string } {
  const where = host(facts)
  if (where === null || paperOf(facts).language !== 'zpl') return {}
  return { command: `printf '! U1 setvar "device.languages" "zpl"\\r\\n' | nc -N ${shellWord(where)} 9100` }
}

const blankLabel: Cure = {
  say: 'The label moves and nothing is on it.',
  next: 'Direct thermal labels: turn the roll, the shiny side up. Thermal transfer: is the ribbon in, the right way round? Else set the printer to the method of its labels and raise the darkness.',
}

/** Where it is no roll of labels. */
const blankCures: Partial<Record<PrinterPaper['language'], Cure>> = {
  escpos: {
    say: 'The paper moves and nothing is on it.',
    next: 'Turn the roll round: thermal paper takes print on one side only. A scratch with a fingernail shows which.',
  },
  pdf: {
    say: 'The page comes out blank.',
    next: 'Is there ink or toner in the printer? Print its own test page.',
  },
}

const sizeWords: Record<PrinterPaper['size'], string> = {
  '4x6': '4 × 6 in',
  '100x150': '100 × 150 mm',
  a6: 'A6',
  '4x3': '4 × 3 in',
  '2x1': '2 × 1 in',
  receipt: 'receipt paper',
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
    id: 'printer-floods',
    roles: printer,
    signs: 'The station set the printer aside because it sent without end.',
    isCertain: true,
    find: ({ state, address }) =>
      state.is === 'set-aside'
        ? {
            say: 'What is set up as the printer sends without end: no printer does that.',
            next:
              address?.is === 'tcp'
                ? 'Is this the address and port of the printer? Print its configuration label: it shows both. If it is, switch the printer off and on, then press "Use it again".'
                : 'Switch the printer off and on. If it does so again, try another cable and socket, or set up its print queue.',
          }
        : null,
  },
  {
    id: 'printer-mute',
    roles: printer,
    signs: 'The connection stands, questions went out, and not one byte came back.',
    isCertain: false,
    find: (facts) => {
      const { pulse, address, state } = facts
      const isMeantToAnswer = (address?.is === 'tcp' || address?.is === 'usb') && address.reports
      if (!isMeantToAnswer || state.is !== 'trouble' || !/does not say/.test(state.why)) return null
      if (pulse.bytesIn > 0) return null
      return {
        say: `The printer takes the connection and answers no question: it is out of ${stockOf(facts)}, open, or speaks another language than ${languageOf(facts)}.`,
        next: `Close it and load ${stockOf(facts)}. If it is ready and still silent, set its language to ${languageOf(facts)} or choose its own under "Set up". One that never answers works with "Says what it does" switched off there.`,
      }
    },
  },
  {
    id: 'printer-other-language',
    roles: printer,
    signs: 'Something comes back, and it is no answer in the language that is set.',
    isCertain: true,
    find: (facts) =>
      facts.state.is === 'trouble' && /another language/.test(facts.state.why)
        ? {
            say: `The printer answers in another language than ${languageOf(facts)}, with which it is set up.`,
            next: `Choose its language (ZPL, EPL, TSPL, ESC/POS) under "Set up", or set the printer to ${languageOf(facts)}. Is it a printer at all?`,
          }
        : null,
  },
  {
    id: 'printer-echoes',
    roles: printer,
    signs: 'Every question comes back as it went out, and nothing else comes.',
    isCertain: true,
    find: ({ state }) =>
      state.is === 'trouble' && state.why === onlyEcho.why
        ? {
            say: 'What the station asks comes back by itself: something between it and the printer echoes, and the printer says nothing.',
            next: 'Switch off "echo" or "loopback" in the serial server or adapter. A plug that bridges two pins does the same.',
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
      state.is === 'trouble' && !/does not say|another language|sends back/.test(state.why)
        ? { say: state.why, next: 'Put that right: waiting labels print by themselves.' }
        : null,
  },
  {
    id: 'prints-commands',
    roles: printer,
    signs: 'Commands or strange signs came out instead of a label.',
    isCertain: true,
    find: (facts) => {
      if (facts.sees !== 'prints-commands') return null
      const name = languageOf(facts)
      const command = toZpl(facts)
      const onZebra = command.command === undefined ? '' : ' (on a Zebra the command does it)'
      const isQueue = facts.address?.is === 'queue'
      return {
        say: `The printer prints the commands as text: it does not speak ${name}${isQueue ? ', or the driver of its queue takes them for a text' : ''}.`,
        next: `Choose its language under "Set up", or set the printer to ${name}${onZebra}.${isQueue ? ' Make its queue a raw one, or give the station the printer’s own network address.' : ''}`,
        ...command,
      }
    },
  },
  {
    id: 'nothing-comes-out',
    roles: printer,
    signs: 'The label was sent, and nothing came out.',
    isCertain: false,
    find: (facts) => {
      if (facts.sees !== 'nothing-comes-out') return null
      const calibrate = takesLabels(facts) ? 'Calibrate it (hold the feed button)' : 'Switch it off and on'
      return {
        say:
          facts.state.is === 'ready'
            ? 'The printer says that it is ready, and nothing comes out.'
            : 'The printer has not said that it is ready: nothing was marked as printed.',
        next: `Is it paused, open or out of ${stockOf(facts)}? Does it speak ${languageOf(facts)}? ${calibrate}, print the test label, then print the box label again from the box.`,
      }
    },
  },
  {
    id: 'blank-labels',
    roles: printer,
    signs: 'Blank labels came out.',
    isCertain: false,
    find: (facts) => {
      if (facts.sees !== 'blank') return null
      return blankCures[paperOf(facts).language] ?? blankLabel
    },
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
    find: (facts) => {
      if (facts.sees !== 'shifted') return null
      const { language, size, dpi, turn } = paperOf(facts)
      const prints = `The station prints ${sizeWords[size]} at ${dpi} dots an inch${turn === 0 ? '' : `, turned by ${turn}°`}: change that under "Set up" if something else is loaded.`
      if (!takesLabels(facts)) {
        const more =
          language === 'escpos' ? 'Receipt paper is 80 mm wide.' : 'Its queue must be set to the same size.'
        return { say: 'The print does not fit the paper.', next: `${prints} ${more}` }
      }
      const calibrate =
        language === 'zpl'
          ? 'Calibrate it: on a Zebra hold pause and cancel until it feeds labels.'
          : 'Calibrate it as its manual says, mostly by holding the feed button while it is switched on.'
      return { say: 'The printer does not know where a label begins.', next: `${calibrate} ${prints}` }
    },
  },
]
