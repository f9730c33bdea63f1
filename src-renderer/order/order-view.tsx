import { useRef, useState } from 'react'
import type { OrderDesk } from '../../src-shared/model/order.ts'
import { ApprovalBlock } from '../approve/approval-block.tsx'
import { moneySay, units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { FindBar } from '../part/find-bar.tsx'
import { HeadLine } from '../part/head-line.tsx'
import { useKeys } from '../part/keys.ts'
import { RowList } from '../part/row-list.tsx'
import { goTo } from '../route.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { CodeNote } from './code-note.tsx'
import { LikeOrders } from './like-orders.tsx'
import { OrderDetails } from './order-details.tsx'
import { mayPackHere, OrderFinish } from './order-finish.tsx'
import { OrderNotice } from './order-notice.tsx'
import { type MayEdit, OrderRow } from './order-row.tsx'
import { PasteRows } from './paste-rows.tsx'
import { type OrderActs, useOrderActs } from './use-order-acts.ts'

const rowPixels = 68

/** An order as drawn: what is ordered to the left; its value, what is like it and what it says to the right. */
export function OrderView({ desk }: { readonly desk: OrderDesk }) {
  const { head, totals, canEdit } = desk
  const isWaiting = head.state === 'pending_approval'
  const round = useAsk('approval:of', { consignmentId: head.id }, { enabled: isWaiting }).data?.view
  const roundId = isWaiting && round?.may === 'yes' ? round.roundId : null
  const mayEdit = canEdit ? 'all' : roundId === null ? 'nothing' : 'units'
  const acts = useOrderActs(head.id, canEdit, roundId)
  const field = useRef<HTMLInputElement>(null)
  const [isPasting, setPasting] = useState(false)
  useKeys({
    '/': () => field.current?.select(),
    F6: () => canEdit && setPasting(!isPasting),
    F7: () => mayPackHere(head) && goTo('pack', head.id),
    F8: () => head.state === 'approved' && head.boxes === 0 && acts.send(),
  })
  const w = words.order
  const hasCome = head.receivedUnits > 0
  const counted = words.work.progress(units(head.receivedOfExpected), units(head.expectedUnits), null)
  return (
    <div className="order">
      <HeadLine
        head={head}
        done={hasCome ? head.receivedOfExpected : 0}
        all={hasCome ? head.expectedUnits : 0}
        progress={hasCome ? counted : words.work.units(units(totals.units))}
      />
      <div className="order-left">
        {canEdit && (
          <AddBar acts={acts} desk={desk} fieldRef={field} onPaste={() => setPasting(!isPasting)} />
        )}
        {canEdit && isPasting && <PasteRows acts={acts} onClose={() => setPasting(false)} />}
        <FailureOf acts={acts} where="line" />
        {mayEdit === 'units' && <p className="muted">{words.approve.adjustSay}</p>}
        {!(canEdit && isPasting) && <Lines desk={desk} mayEdit={mayEdit} isComing={hasCome} acts={acts} />}
      </div>
      <aside className="order-right">
        <section className="card order-sum" aria-label={w.total}>
          <span className="muted">{w.total}</span>
          <strong>{moneySay(totals.cents)}</strong>
          <span>{w.unitsLines(units(totals.units), units(totals.lines))}</span>
          {totals.withoutCost > 0 && <p className="weight-off">{w.withoutCost(totals.withoutCost)}</p>}
        </section>
        <OrderNotice desk={desk} acts={acts} />
        {desk.lines.length > 0 && (
          <ApprovalBlock consignmentId={head.id} hasLinesBeside hasWrongBeside={acts.hasWrong} />
        )}
        <LikeOrders likes={desk.likes} />
        <OrderDetails head={head} canEdit={canEdit} acts={acts} />
      </aside>
      <OrderFinish desk={desk} acts={acts} />
    </div>
  )
}

type LinesProps = {
  readonly desk: OrderDesk
  readonly mayEdit: MayEdit
  readonly isComing: boolean
  readonly acts: OrderActs
}

/** Thousands of lines stay fluid; the one added last is in view. */
function Lines({ desk, mayEdit, isComing, acts }: LinesProps) {
  const w = words.order
  if (desk.lines.length === 0) return <p className="lines-empty">{w.empty}</p>
  return (
    <div className="order-lines">
      <RowList
        rows={desk.lines}
        keyOf={(line) => line.id}
        rowPixels={rowPixels}
        shownKey={desk.canEdit ? (desk.lines.at(-1)?.id ?? null) : null}
        label={w.lines}
        draw={(line) => <OrderRow line={line} mayEdit={mayEdit} isComing={isComing} acts={acts} />}
      />
    </div>
  )
}

type AddBarProps = {
  readonly acts: OrderActs
  readonly desk: OrderDesk
  readonly fieldRef: React.RefObject<HTMLInputElement | null>
  readonly onPaste: () => void
}

/** The ways a product comes onto the order: found, typed as a code, or scanned. */
function AddBar({ acts, desk, fieldRef, onPaste }: AddBarProps) {
  const w = words.order
  const unitsOf = (productId: string) => desk.lines.find((line) => line.productId === productId)?.units ?? 0
  return (
    <>
      <FindBar
        text={acts.text}
        onText={acts.setText}
        fieldRef={fieldRef}
        label={w.addSearch}
        onPick={({ id }) => acts.addProduct(id)}
        onAddOne={({ id }) => acts.addOne(id)}
        onCode={acts.code}
        noteOf={({ id }) => (unitsOf(id) > 0 ? words.work.units(units(unitsOf(id))) : null)}
      >
        <ActButton keyName="F6" onClick={onPaste}>
          {w.paste.open}
        </ActButton>
      </FindBar>
      <CodeNote acts={acts} />
    </>
  )
}
