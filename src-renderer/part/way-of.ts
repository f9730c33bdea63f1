import type { ConsignmentHead } from '../../src-shared/model/consignment.ts'
import { words } from '../words.ts'

/** Where goods come from and where they go, by name. A return goes to its supplier; what else has one comes from there. */
export function wayOf({
  kind,
  from,
  to,
  supplier,
}: Pick<ConsignmentHead, 'kind' | 'from' | 'to' | 'supplier'>): { from: string; to: string } {
  const [start, end] = kind === 'RETURN' ? [from ?? to, supplier] : [supplier ?? from, to]
  return { from: start?.name ?? words.work.anywhere, to: end?.name ?? words.work.anywhere }
}
