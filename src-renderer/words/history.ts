import type { State } from '../../src-shared/model/consignment.ts'
import { workWords } from './work.ts'

/** How the station's acts read in the past; an act that is not here shows only where it led. */
const acts: Readonly<Record<string, string>> = {
  'made here': 'Made here',
  'from Lightspeed': 'Came from Lightspeed',
  'transfer:release': 'Released for packing',
  'order:send': 'Sent to the supplier',
  'approval:submit': 'Handed in for approval',
  'approval:approve': 'Approved',
  'approval:confirmed': 'Approved, confirmed later',
  'approval:override': 'Approved past the rules',
  'approval:reject': 'Rejected',
  'approval:ask-changes': 'Changes asked for',
  'approval:withdraw': 'Taken back',
  'approval:void': 'Back to draft',
  'approval:cancelled': 'Cancelled',
  'approval:put-away': 'Put away',
  'consignment:cancel': 'Cancelled',
  'pack:packed': 'Packed',
  'pack:put-back': 'Left for later',
  'pack:reopen': 'Opened again',
  'pack:recall': 'Called back',
  'pack:sent-by-itself': 'Counts as sent',
  'transfer:next-shipment': 'The rest of another shipment, to be packed',
  'pack:send': 'Sent',
  'return:refund': 'Refund noted',
  'receive:stop': 'Part received, more is coming',
  'receive:close': 'Receiving closed',
  'receive:discard': 'Empty receipt thrown away',
}

/** Of every kind alike: what is approved is not always packed next. */
const stand = (state: State): string => (state === 'approved' ? 'approved' : workWords.states[state])

export const historyWords = {
  open: 'History',
  title: 'What happened to it',
  opening: 'Reading …',
  act: (what: string): string | null => acts[what] ?? null,
  move: (from: State | null, to: State) => (from === null ? stand(to) : `${stand(from)} → ${stand(to)}`),
  by: (name: string) => `by ${name}`,
  who: {
    erased: 'somebody whose name was erased',
    bench: 'the bench',
    station: 'the station itself',
    lightspeed: 'Lightspeed',
  },
  reason: (text: string) => `Reason: ${text}`,
} as const
