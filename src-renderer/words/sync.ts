import type { OutboxState } from '../../src-shared/model/sync.ts'

const states: Record<OutboxState, string> = {
  pending: 'waiting',
  in_flight: 'being sent',
  unknown: 'sent, answer unknown',
  parked: 'needs you',
  done: 'done',
  discarded: 'discarded',
}

const feeds: Record<string, string> = {
  products: 'Products',
  consignments: 'Consignments',
  stock: 'Stock',
  inventory: 'Stock',
  registers: 'Registers',
  users: 'Staff',
  outlets: 'Outlets',
  suppliers: 'Suppliers',
}

export const syncWords = {
  now: 'Send and look now',
  asked: {
    begun: 'Sending and looking now. What is new shows below as it comes.',
    joined: 'It is looking already, and looks once more when that is done.',
    'not-connected': 'Nothing to ask: no store is connected. Connect it in Setup.',
  },
  signInAgain: 'Sign in again',
  mustSignIn: 'Nothing is lost: what is counted here goes out as soon as somebody signs in.',
  health: {
    'all-sent': 'Everything is sent.',
    waiting: 'Some changes are on their way.',
    offline: 'Lightspeed cannot be reached. Everything is kept and goes out by itself.',
    'needs-you': 'Something needs your decision.',
    'not-connected': 'This station is not connected to a store.',
  },
  entries: 'On its way to Lightspeed',
  noEntries: 'Nothing waits. Each change here goes to Lightspeed within seconds while the network is up.',
  states,
  since: (when: string, length: string) => `since ${when} (${length})`,
  nextTry: (length: string) => `next try in ${length}`,
  tries: (count: number) => (count === 1 ? '1 try' : `${count} tries`),
  retry: 'Retry',
  discard: 'Discard',
  discardReason: 'Why should this never be sent?',
  conflicts: 'Different here and at Lightspeed',
  here: 'Here',
  there: 'At Lightspeed',
  chooseReason: 'Why?',
  feeds: 'Coming from Lightspeed',
  feed: (name: string) => feeds[name] ?? name,
  rows: (count: string) => `${count} rows`,
  firstPull: 'First pull, running. You can pack and receive what is already here.',
  running: 'Pulling now',
  pulledAt: (when: string) => `Up to date at ${when}`,
  notYet: 'Not pulled yet',
  allowance: 'Calls to Lightspeed',
  allowanceSay: (left: string, limit: string) => `${left} of ${limit} calls left`,
  resets: (when: string) => `full again at ${when}`,
  noAllowance: 'Not known until the first call.',
} as const
