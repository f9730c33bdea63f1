import type { ReceiveBox, ReceiveDesk, ReceiveLine } from '../../src-shared/model/receive.ts'
import { type LineStand, standOf } from '../part/order-lines.ts'

/** Units of a line that came so far, on all receipts; damaged ones are among them. */
export function cameOf(line: ReceiveLine): number {
  return line.before + line.received
}

/** Units still to come on a line; below zero when more came than were expected. */
export function leftToCome(line: ReceiveLine): number {
  return line.expected - cameOf(line)
}

/** How a line stands here: one that was planned, not sent and did not come is none that somebody added. */
export function standHere(line: ReceiveLine): LineStand {
  if (line.isExtra && cameOf(line) === 0) return 'not-sent'
  return standOf({ counted: cameOf(line), planned: line.expected, isExtra: line.isExtra })
}

/** One way in which a delivery differs from what was expected. */
export type Difference = {
  readonly is: 'missing' | 'damaged' | 'over' | 'extra' | 'unlisted'
  readonly id: string
  readonly name: string
  readonly units: number
}

/** All differences a person has to know of before closing, missing ones first. */
export function differencesOf(desk: Pick<ReceiveDesk, 'lines' | 'unlisted'>): Difference[] {
  const { lines, unlisted } = desk
  const of = (is: Difference['is'], unitsOf: (line: ReceiveLine) => number) =>
    lines.flatMap((line) =>
      unitsOf(line) > 0 ? [{ is, id: `${is} ${line.id}`, name: line.name, units: unitsOf(line) }] : [],
    )
  return [
    ...of('missing', leftToCome),
    ...of('damaged', (line) => line.damaged),
    ...of('over', (line) => (line.isExtra ? 0 : -leftToCome(line))),
    ...of('extra', (line) => (line.isExtra ? cameOf(line) : 0)),
    ...unlisted.map((item) => ({
      is: 'unlisted' as const,
      id: item.id,
      name: item.name,
      units: item.quantity,
    })),
  ]
}

/** What to tell the station for one more or less damaged unit: a damaged unit that was not counted yet also came. */
export function damageChange(line: ReceiveLine, by: number): { received: number; damaged: number } {
  const isNew = by > 0 && line.damaged + by > line.received
  return { received: isNew ? line.damaged + by - line.received : 0, damaged: by }
}

/** The sealed box whose label was scanned last: one key confirms it whole. */
export function scannedBox(desk: Pick<ReceiveDesk, 'lastScans' | 'boxes'>): ReceiveBox | null {
  const outcome = desk.lastScans[0]?.outcome
  if (outcome?.is !== 'box') return null
  const box = desk.boxes.find((known) => known.parcelId === outcome.parcelId)
  return box && !box.isConfirmed && !box.isOpened ? box : null
}

/** Whether there is an open receipt to stop at. */
export function canStop(desk: Pick<ReceiveDesk, 'receipts'>): boolean {
  return desk.receipts.some((receipt) => receipt.state === 'open')
}
