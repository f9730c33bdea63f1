import { units } from '../format.ts'
import { plural } from './plural.ts'

export const orderWords = {
  title: 'Orders',
  say: 'What this outlet wants from its suppliers. Draft, have it approved, send it, and receive what comes.',
  newOrder: 'New order',
  groups: {
    writing: 'Being written',
    approval: 'Waiting for approval',
    toSend: 'Approved, to be sent',
    packing: 'Packed by us',
    coming: 'On its way',
    done: 'Done',
  },
  emptyList: 'No orders yet.',
  emptyFills: 'Begin one with New order; orders made in Lightspeed show up as soon as they are sent there.',
  value: 'ex GST',
  unitsLines: (unitCount: string, lineCount: string) =>
    `${plural(unitCount, 'unit')} on ${plural(lineCount, 'line')}`,
  create: {
    title: 'New order',
    to: (outlet: string) => `To ${outlet}`,
    supplier: 'Who is it from?',
    due: 'When should it be here?',
    note: 'Note for the supplier',
    go: 'Start the order',
  },
  addSearch: 'Find a product to order: name, SKU or code',
  scanHint: 'Scan a product or one of the supplier’s own codes: each scan is one more unit.',
  empty: 'Nothing is ordered yet. Scan, find a product above, or paste rows.',
  lines: 'Lines of the order',
  columns: { product: 'Product', units: 'Units', cost: 'Unit cost', total: 'Total', received: 'Received' },
  supplierCode: (code: string) => `theirs ${code}`,
  unitsOf: (name: string) => `Units: ${name}`,
  costOf: (name: string) => `Unit cost in dollars, ex GST: ${name}`,
  wrongCost: 'Write dollars and cents, such as 4.20.',
  differs: (known: string) => `catalogue: ${known}`,
  noCost: 'no cost',
  takeOff: 'Take off',
  takeOffOf: (name: string) => `Take off: ${name}`,
  added: (name: string, count: number) => `${name}: ${units(count)} ordered`,
  unknown: (code: string) => `Nothing has the code ${code}.`,
  several: 'Several products have this code. Which one?',
  putAway: 'Put away',
  paste: {
    open: 'Paste rows',
    title: 'Many rows at once',
    say: 'A row for each product: a code (SKU, barcode or the supplier’s own), how many, and perhaps the unit cost. With headings the columns may stand in any order.',
    rows: 'Rows from a spreadsheet or an e-mail',
    hint: 'TEA-1  12  4.20',
    look: 'Look at them',
    file: 'Choose a file (.csv or .xlsx)',
    tooLarge:
      'This file is too large to take at once. Keep only the sheet and columns of the order, or take it in parts.',
    list: 'Rows found',
    row: (row: number) => `Row ${units(row)}`,
    found: (good: number, bad: number) =>
      bad === 0
        ? `${plural(units(good), 'row')} can be added.`
        : `${plural(units(good), 'row')} can be added, ${units(bad)} cannot.`,
    leftOut: (count: number) =>
      `${plural(units(count), 'row')} without units ${count === 1 ? 'is' : 'are'} left out.`,
    add: (count: number) => (count === 1 ? 'Add this row' : `Add these ${units(count)} rows`),
    close: 'Close',
  },
  total: 'Total ex GST',
  withoutCost: (count: number) =>
    count === 1
      ? '1 line has no cost and is not in the total.'
      : `${count} lines have no cost and are not in the total.`,
  likes: {
    title: 'Ordered already?',
    say: (code: string, state: string, when: string) => `${code} (${state}), made ${when}`,
    shared: (names: readonly string[], count: number) =>
      count > names.length
        ? `has ${names.join(', ')} and ${count - names.length} more of these`
        : `has ${names.join(', ')} too`,
    open: 'Look at it',
  },
  details: { title: 'For the supplier', note: 'Note', due: 'Wanted by', dueHint: 'dd/mm/yyyy' },
  fixed: 'This order cannot be changed any more.',
  cancel: 'Cancel this order',
  cancelReason: 'Why is it cancelled?',
  pdf: 'PDF for the supplier',
  csv: 'CSV',
  send: 'Sent to the supplier',
  packHere: 'Pack it here',
  packOn: 'Go on packing',
  notice: {
    title: 'Telling the supplier',
    how: 'How does the supplier hear of it?',
    notSaid: 'Not said',
    hows: { 'e-mail': 'E-mail', phone: 'Phone', portal: 'Portal', paper: 'Paper', other: 'Other' },
    note: 'To whom, or their number for it (if you like)',
    told: (how: string, when: string, who: string) => `${how}, ${when}, by ${who}.`,
  },
  receive: 'Go to receiving',
  rules: {
    title: 'Orders',
    say: 'When does Lightspeed hear of an order?',
    receive: 'When the first goods are received',
    send: 'When it is sent to the supplier',
  },
  keepsItself: 'Every change is kept as you make it.',
} as const
