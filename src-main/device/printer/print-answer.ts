/**
 * What became of one label. `not-ready`: nothing was sent, print again at will. `unsure`: it may or may not have come
 * out, which only the person at the printer can see.
 */
export type PrintAnswer =
  | { is: 'printed' }
  | { is: 'not-ready'; why: string; next: string }
  | { is: 'unsure'; why: string }
