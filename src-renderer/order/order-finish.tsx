import type { OrderDesk } from '../../src-shared/model/order.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { ReasonForm } from '../part/reason-form.tsx'
import { standSay } from '../part/stand-say.ts'
import { goTo } from '../route.ts'
import { words } from '../words.ts'
import type { OrderActs } from './use-order-acts.ts'

const cancellable = new Set([
  'draft',
  'pending_approval',
  'rejected',
  'approved',
  'packing',
  'packed',
  'sent',
])
const receivable = new Set(['sent', 'receiving', 'partial'])

/** Goods of an order may be put into boxes by us: it is packed then, and handed over from there. */
export function mayPackHere({ state }: Pick<OrderDesk['head'], 'state'>): boolean {
  return state === 'approved' || state === 'packing' || state === 'packed'
}

/** Where the order stands and the way on from there. */
export function OrderFinish({ desk, acts }: { readonly desk: OrderDesk; readonly acts: OrderActs }) {
  const { head, canEdit } = desk
  const consignmentId = head.id
  const w = words.order
  const openFile = async (as: 'pdf' | 'csv') => {
    const made = await acts.act('finish', 'order:file', { consignmentId, as })
    if (made) window.open(`./file/${encodeURIComponent(made.file)}`, '_blank', 'noopener')
  }
  return (
    <footer className="finish">
      <FailureOf acts={acts} where="finish" />
      <div className="finish-row">
        <p className="muted">{canEdit ? w.keepsItself : standSay(head)}</p>
        <span className="finish-acts">
          {desk.totals.lines > 0 && (
            <>
              <ActButton kind="quiet" icon="printer" onClick={() => void openFile('pdf')}>
                {w.pdf}
              </ActButton>
              <ActButton kind="quiet" onClick={() => void openFile('csv')}>
                {w.csv}
              </ActButton>
            </>
          )}
          {cancellable.has(head.state) && head.receivedUnits === 0 && (
            <ReasonForm
              open={w.cancel}
              ask={w.cancelReason}
              go={w.cancel}
              onReason={async (reason) => {
                const done = await acts.act('finish', 'consignment:cancel', { consignmentId, reason })
                return done !== null
              }}
            />
          )}
          {mayPackHere(head) && (
            <ActButton icon="pack" keyName="F7" onClick={() => goTo('pack', consignmentId)}>
              {head.state === 'approved' && head.boxes === 0 ? w.packHere : w.packOn}
            </ActButton>
          )}
          {head.state === 'approved' && head.boxes === 0 && (
            <ActButton kind="main" keyName="F8" isBusy={acts.busy.has('finish')} onClick={acts.send}>
              {w.send}
            </ActButton>
          )}
          {receivable.has(head.state) && (
            <ActButton kind="main" icon="receive" onClick={() => goTo('receive', consignmentId)}>
              {w.receive}
            </ActButton>
          )}
        </span>
      </div>
    </footer>
  )
}
