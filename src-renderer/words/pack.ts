import { plural } from './plural.ts'

/** A sentence with more products than this is not read. */
const mostNamed = 4

export const packWords = {
  due: (when: string) => `due ${when}`,
  progress: (packed: string, planned: string, more: string | null) =>
    `${packed} of ${plural(planned, 'unit')}${more === null ? '' : `, ${more} more than planned`}`,
  findHint: 'Name, SKU or code',
  findLabel: 'Find a product by name, SKU or code',
  nothingFound: 'Nothing found. Try a part of the name or the SKU.',
  typeMore: 'Type at least two characters.',
  searching: 'Looking …',
  ticks: {
    keys: 'Enter adds one · Shift ↑ ↓ or Ctrl Space ticks several · Ctrl Enter adds those',
    tick: (name: string) => `Tick ${name}`,
    ticked: (count: number) => `${count} ticked:`,
    clear: 'Untick all',
    add: (count: number, times: number) =>
      `Add ${count} ${count === 1 ? 'product' : 'products'}${times === 1 ? '' : `, ${times} of each`}`,
    added: (count: number) => (count === 1 ? '1 product added.' : `${count} products added.`),
    notAdded: (added: number, wanted: number, names: string) =>
      `${added} of ${wanted} products added. Not added and still ticked: ${names}`,
  },
  onTransfer: (counted: string, planned: string) => `${counted} of ${planned} here`,
  notOnTransfer: 'not on this transfer',
  times: 'n ×',
  timesSet: (times: number) => `next scan × ${times}`,
  timesLabel: 'Units the next scan counts',
  columns: { product: 'Product', count: 'Packed', boxes: 'Box', stock: 'Stock', weight: 'Weight' },
  openOnly: 'Open only',
  allDone: 'Every line is complete.',
  noLines: 'No lines. Scan or find a product to add it.',
  sku: (sku: string) => `SKU ${sku}`,
  nicotine: 'nicotine',
  extra: 'extra',
  short: 'short',
  complete: 'complete',
  over: 'over',
  plus: 'One more',
  minus: 'One less',
  weightFrom: {
    P: 'weight from the product',
    C: 'weight from the category',
    D: 'default weight: 100 g',
  },
  totals: (short: number, over: number, extra: number) => [
    `${short} ${short === 1 ? 'line' : 'lines'} short`,
    `${over} over`,
    `${extra} extra`,
  ],
  box: (number: number) => `Box ${number}`,
  boxes: 'Boxes',
  noBox: 'No open box',
  noBoxSay: 'Scan a product or start a box.',
  newBox: 'New box',
  useBox: 'Pack into this box',
  current: 'packing into',
  open: 'open',
  sealed: 'sealed',
  unitsIn: (count: string) => `${count} ${count === '1' ? 'unit' : 'units'}`,
  size: 'Size',
  sizePlaceholder: 'like 400×300×200',
  removeBox: 'Take away',
  move: 'Move units',
  moveTo: 'To box',
  moveHow: 'How many',
  moveGo: 'Move',
  moveNone: 'There is no other open box. Start one first.',
  contents: 'In this box',
  emptyBox: 'Empty',
  more: 'More',
  scale: {
    steady: 'steady',
    moving: 'moving',
    overload: 'Too heavy for this scale',
    belowZero: 'Below zero: press zero on the scale',
    needsZero: 'Clear the plate, then press zero',
    fault: 'The scale reports a fault',
    silent: 'No weight from the scale',
    silentNext: 'Type the weight, or look at Devices.',
    restless: 'No steady weight for half a minute. Type the weight, or press "Check it" under Devices.',
  },
  expected: (grams: string, tolerance: string) => `expected ${grams} ± ${tolerance}`,
  fits: 'fits',
  heavier: (by: string) => `${by} over what is expected`,
  lighter: (by: string) => `${by} under what is expected`,
  oneTooMany: (count: number, name: string) =>
    count === 1 ? `About one ${name} too many?` : `About ${count} × ${name} too many?`,
  oneTooFew: (count: number, name: string) =>
    count === 1 ? `About one ${name} missing?` : `About ${count} × ${name} missing?`,
  coverage: 'Weights from',
  coverageParts: { P: 'product', C: 'category', D: 'default' },
  seal: 'Seal and label',
  sealEmpty: 'The scale is empty',
  sealWait: 'No steady weight',
  sealTyped: 'Seal with typed weight',
  sealOff: 'Look into the box, or press again to seal it so.',
  sealAnyway: 'Seal with this weight anyway',
  typedHeavier: (by: string, expected: string, tolerance: string) =>
    `${by} more than expected (${expected} ± ${tolerance})`,
  typedLighter: (by: string, expected: string, tolerance: string) =>
    `${by} less than expected (${expected} ± ${tolerance})`,
  typeWeight: 'Type the weight',
  typedGrams: 'Weight in grams',
  typed: 'typed',
  unseal: 'Open again',
  unsealReason: 'Why is the box opened again?',
  label: {
    none: 'no label',
    waiting: 'label waits for the printer',
    printed: 'label printed',
    unsure: 'Did the label come out?',
  },
  labelCopies: (copies: number) => `printed ${copies} times`,
  cameOut: 'Yes, it is on the box',
  notOut: 'No, print it again',
  preview: 'Show label',
  previewAlt: (number: number) => `Label of box ${number}`,
  printLabel: 'Print label',
  reprint: 'Print again',
  reprintReason: 'Why a second label?',
  reasons: ['Label torn or dirty', 'Label lost', 'Print not readable'],
  packed: 'Packed',
  packedSay: 'The goods stay here until they are handed over.',
  packedSent: 'Packed and sent',
  send: 'Hand over',
  reopen: 'Pack on',
  putBack: 'Leave for later',
  recall: 'Call it back',
  recallReason: 'Why did it not leave?',
  /** Before it left, and after Lightspeed heard that it had. */
  cancel: {
    before: {
      open: 'Cancel this transfer',
      ask: 'Why is it cancelled?',
      go: 'Cancel this transfer',
    },
    after: {
      open: 'It did not leave',
      ask: 'Lightspeed takes nothing back: a director cancels it, and its stock is here again. Why did it not leave?',
      go: 'Cancel it',
    },
  },
  slip: 'Packing slip',
  sheet: 'Packing sheet',
  isPacked: 'Packed, still here',
  isSent: 'Handed over',
  /** One sentence for whatever the office changed: the first four lines by name, the rest by number. */
  planChanged: (changes: readonly { name: string; from: number; to: number }[]) => {
    const named = changes
      .slice(0, mostNamed)
      .map(({ name, from, to }) => `${name} ${to === 0 ? 'is no longer asked for' : `from ${from} to ${to}`}`)
    const more = changes.length - named.length
    const rest = more === 0 ? [] : [`${more} more ${more === 1 ? 'line' : 'lines'}`]
    return `The office changed the plan: ${[...named, ...rest].join(', ')}.`
  },
  planSeen: 'Seen',
  readOnly: 'This one can only be looked at.',
  cancelled: 'This was cancelled. Take the goods out of the boxes and put them back on the shelf.',
  isCancelled: 'Cancelled',
  differWarn: (short: number, over: number, extra: number) => {
    const [first, ...others] = [
      { count: short, is: 'short' },
      { count: over, is: 'over' },
      { count: extra, is: 'extra' },
    ].filter(({ count }) => count > 0)
    if (!first) return null
    const say = `${first.count} ${first.count === 1 ? 'line is' : 'lines are'} ${first.is}`
    return `${[say, ...others.map(({ count, is }) => `${count} ${is}`)].join(', ')}. That is kept as it is.`
  },
  notYet: {
    unsealed: (number: number) => ({
      say: `Box ${number} is not sealed.`,
      next: 'Weigh and seal it before the goods go.',
    }),
    empty: { say: 'Nothing is counted yet.', next: 'Scan the goods into a box first.' },
  },
  handover: {
    title: 'How do the goods go?',
    courier: 'Courier',
    internal: 'Own driver',
    pickup: 'Pick-up',
    depot: 'Depot',
    carrier: 'Courier company',
    tracking: (boxes: number) => `Tracking numbers, one for each of the ${boxes} boxes`,
    trackingOne: 'Tracking number',
    trackingHint: 'One a line; you can scan them',
    trackingCount: (have: number, need: number) =>
      `${have} of ${need}${have > need ? `, ${have - need} too many` : ''}`,
    driver: 'Driver',
    vehicle: 'Vehicle (if you like)',
    by: 'Who picks it up?',
    phone: 'Phone',
    at: 'When?',
    leaves: 'When does it leave?',
    location: 'Which depot?',
    go: 'Hand over',
    later: 'Packed, leaves later',
    back: 'Not yet',
    rest: (count: string, left: number) =>
      left === 1 ? '1 unit is not packed. What about it?' : `${count} units are not packed. What about them?`,
    restStays: 'Not needed',
    restLater: 'In a later shipment',
    /** How it goes, in a few words. */
    short: {
      courier: (carrier: string) => `Goes with ${carrier}.`,
      tookAt: (carrier: string, when: string) => `${carrier} took it, ${when}.`,
      internal: (driver: string) => `Goes with our own driver, ${driver}.`,
      pickup: (by: string) => `Picked up by ${by}.`,
      depot: (location: string) => `Goes to the depot ${location}.`,
    },
  },
  rules: {
    title: 'Packed goods',
    say: 'When does what is packed count as sent?',
    person: 'When somebody hands it over',
    clock: 'When handed over, at the latest 12 hours after packing',
    returns: 'A return counts as sent by itself only when somebody said how it goes.',
    asks: 'When does the day end? It is asked then if what stands packed has left.',
    never: 'Nobody is asked',
    askedAt: (time: string) => `At ${time}`,
  },
  shipment: {
    number: (number: number) => `shipment ${number}`,
    others: (number: number) => `Shipment ${number} of this transfer. The others:`,
    other: (number: number, code: string) => `${number}, ${code}`,
    later: (units: string) => `${units} in a later shipment`,
  },
  keys: '↑ ↓ one more or less, with Shift ten · Enter next line · * n × · Z undo',
} as const
