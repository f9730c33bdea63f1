import { StationError } from '../../../src-shared/failure.ts'
import { remoteStatusFor } from '../../../src-shared/rule/status-map.ts'
import { type Bench, commandOn, consignmentOrRefuse } from '../../bench.ts'
import { intend } from '../../outbox/intend.ts'
import type { ConsignmentRow } from '../../store/consignment-rows.ts'
import type { DifferenceRow } from '../../store/difference-rows.ts'
import type { Store } from '../../store/store.ts'
import { settleReceived } from '../received-conflict.ts'
import { type Difference, readDifference } from './difference.ts'
import { choicesOf } from './difference-choices.ts'

/**
 * `reconcile:settle`: carries out what a person chose about a difference, with the reason, in one transaction. What was
 * chosen is compared again afterwards.
 */
export function settleDifference(
  bench: Bench,
  taken: { differenceId: string; choice: string; reason: string },
): Record<string, never> {
  const { store } = bench
  const row = store.differences.get(taken.differenceId)
  if (row === null) {
    throw new StationError('no-such-difference', 'This is no difference any more.', 'Nothing to do.')
  }
  const found = readDifference(row.body)
  if (found === null || !isChoice(store, row, found, taken.choice)) {
    throw new StationError('no-such-choice', 'That is not one of the choices.', 'Choose one of the buttons.')
  }
  const { consignmentId } = row
  const command = {
    ...commandOn(bench, 'reconcile:settle', consignmentId ?? '', taken),
    subject: consignmentId,
  }
  return store.write(command, () => {
    if (consignmentId !== null) {
      carryOut(bench, consignmentOrRefuse(store, consignmentId), found, taken.choice)
      store.consignments.touch(consignmentId, store.now())
      store.reconcile.ask(consignmentId, 'asked', null, store.now())
    }
    if (taken.choice !== 'ask-again') {
      store.differences.end(row.id, store.now(), taken.choice, taken.reason)
    }
    return {}
  })
}

function isChoice(store: Store, row: DifferenceRow, found: Difference, choice: string): boolean {
  if (row.consignmentId !== null && store.conflicts.openOf(row.consignmentId) !== null) return false
  return choicesOf(store, row.consignmentId, found).some((one) => one.choice === choice)
}

function carryOut(bench: Bench, consignment: ConsignmentRow, found: Difference, choice: string): void {
  const { store } = bench
  switch (choice) {
    case 'seen':
    case 'drop-ours':
      return
    case 'ask-again':
      store.feeds.askFull('consignments')
      return
    case 'tell-again':
      tellNow(store, consignment)
      return
    case 'let-stand':
      if (found.kind === 'stuck-stock') letStand(store, consignment.id, found)
      return
    case 'add-theirs':
    case 'ours-is-all':
    case 'theirs-is-all':
      if (found.kind === 'received') settleUnits(bench, consignment, found, choice)
      return
    default:
      throw new Error(`no way to carry out ${choice}`)
  }
}

/** Notes what Lightspeed must come to, from our record as it stands now. */
function tellNow(store: Store, consignment: ConsignmentRow): void {
  const status = remoteStatusFor(consignment.kind, consignment.state)
  const tellable = ['OPEN', 'SENT', 'DISPATCHED', 'RECEIVED', 'CANCELLED'] as const
  const wanted = tellable.find((one) => one === status)
  if (wanted === undefined) {
    throw new StationError(
      'nothing-to-tell',
      `A consignment that is ${consignment.state} is not told to Lightspeed.`,
      'Go on with it first.',
    )
  }
  const lines = store.lines.of(consignment.id)
  const isPackedHere = consignment.kind !== 'PO' && store.parcels.of(consignment.id).length > 0
  const isCounted = store.receipts.of(consignment.id).some((receipt) => receipt.state === 'closed')
  intend(store, consignment, {
    status: wanted,
    packed: isPackedHere && wanted !== 'CANCELLED' ? packedUnits(store, consignment, lines) : null,
    received:
      isCounted && wanted !== 'CANCELLED'
        ? lines.map((line) => ({ productId: line.productId, units: line.received - line.damaged }))
        : null,
  })
}

/** What the boxes hold; what somebody added there and is in none of them counts zero. */
function packedUnits(
  store: Store,
  { remoteId }: ConsignmentRow,
  lines: readonly { productId: string; packed: number; costCents: number | null }[],
) {
  const known = new Set(lines.map((line) => line.productId))
  const theirs = remoteId === null ? [] : store.remote.linesOf(remoteId)
  const added = new Set(theirs.map((line) => line.productId).filter((productId) => !known.has(productId)))
  return [
    ...lines.map(({ productId, packed, costCents }) => ({ productId, units: packed, costCents })),
    ...[...added].map((productId) => ({ productId, units: 0, costCents: null })),
  ]
}

function settleUnits(
  bench: Bench,
  consignment: ConsignmentRow,
  found: Extract<Difference, { kind: 'received' }>,
  choice: string,
): void {
  const { store } = bench
  const line = store.lines.ofProduct(consignment.id, found.productId)
  if ((line === null ? 0 : line.received - line.damaged) !== found.here) {
    throw new StationError(
      'counted-since',
      'It was counted on here since this was found.',
      'It is compared again: look at the new numbers.',
      { retryable: true },
    )
  }
  const chosen = choicesOf(store, consignment.id, found).find((one) => one.choice === choice)
  settleReceived(bench, consignment.id, chosen?.received ?? [])
  if (!found.isOverThere) tellNow(store, consignmentOrRefuse(store, consignment.id))
}

/** Lightspeed's level is the whole truth about this product: what else of it still counts on top stays. */
function letStand(
  store: Store,
  consignmentId: string,
  { productId, outletId }: Extract<Difference, { kind: 'stuck-stock' }>,
): void {
  const others = store.stock
    .openEffectsOf(consignmentId)
    .map((effect) => effect.productId)
    .filter((other) => other !== productId)
  store.stock.acknowledge(consignmentId, outletId, store.now(), others)
}
