import type { State } from '../../src-shared/model/consignment.ts'
import type { OrderCard } from '../../src-shared/model/order.ts'
import { moneySay, timeSay, units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote } from '../part/failure-note.tsx'
import { useKeys } from '../part/keys.ts'
import { standSay } from '../part/stand-say.ts'
import { useNow } from '../part/use-now.ts'
import { goTo, hashOf } from '../route.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'

const groups: readonly {
  readonly name: keyof typeof words.order.groups
  readonly states: readonly State[]
}[] = [
  { name: 'writing', states: ['draft', 'rejected'] },
  { name: 'approval', states: ['pending_approval'] },
  { name: 'toSend', states: ['approved'] },
  { name: 'packing', states: ['packing', 'packed'] },
  { name: 'coming', states: ['sent', 'receiving', 'partial'] },
]

/** Every purchase order of this outlet, by where it stands. */
export function OrderList() {
  const list = useAsk('order:list', {})
  const w = words.order
  useKeys({ F4: () => goTo('order', 'new') })
  const open = list.data?.open ?? []
  return (
    <div className="screen-pad orders">
      <header className="orders-head">
        <span>
          <h1>{w.title}</h1>
          <p className="muted">{w.say}</p>
        </span>
        <ActButton kind="main" icon="plus" keyName="F4" onClick={() => goTo('order', 'new')}>
          {w.newOrder}
        </ActButton>
      </header>
      {list.error && <FailureNote failure={list.error.failure} onRetry={() => void list.refetch()} />}
      {list.data && open.length === 0 && list.data.done.length === 0 && (
        <div className="lane-empty">
          <p>
            <strong>{w.emptyList}</strong>
          </p>
          <p className="muted">{w.emptyFills}</p>
        </div>
      )}
      {groups.map(({ name, states }) => (
        <Group
          key={name}
          title={w.groups[name]}
          cards={open.filter(({ head }) => states.includes(head.state))}
        />
      ))}
      <Group title={w.groups.done} cards={list.data?.done ?? []} />
    </div>
  )
}

function Group({ title, cards }: { readonly title: string; readonly cards: readonly OrderCard[] }) {
  if (cards.length === 0) return null
  return (
    <section aria-label={title}>
      <h2 className="orders-group">{title}</h2>
      <ul className="orders-rows">
        {cards.map((card) => (
          <li key={card.head.id}>
            <Row card={card} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Row({ card: { head, totals } }: { readonly card: OrderCard }) {
  const now = useNow(30_000)
  const w = words.order
  return (
    <a className="order-card" href={hashOf({ screen: 'order', id: head.id })}>
      <strong className="order-card-who">{head.supplier?.name ?? words.work.anywhere}</strong>
      <span className="code">{head.code}</span>
      <span className="tag">{standSay(head)}</span>
      <span className="muted">{w.unitsLines(units(totals.units), units(totals.lines))}</span>
      <span className="muted">{head.dueAt === null ? '' : words.work.due(timeSay(head.dueAt, now))}</span>
      <span className="order-card-sum">
        {moneySay(totals.cents)} <span className="muted">{w.value}</span>
      </span>
    </a>
  )
}
