import type { LikeOrder } from '../../src-shared/model/order.ts'
import { timeSay } from '../format.ts'
import { Icon } from '../part/icon.tsx'
import { useNow } from '../part/use-now.ts'
import { hashOf } from '../route.ts'
import { words } from '../words.ts'

/** Open orders with the same products: a warning, never a stop. */
export function LikeOrders({ likes }: { readonly likes: readonly LikeOrder[] }) {
  const now = useNow(30_000)
  const w = words.order.likes
  if (likes.length === 0) return null
  return (
    <section className="card order-likes" aria-label={w.title}>
      <h2>
        <Icon name="triangle" size={20} /> {w.title}
      </h2>
      <ul>
        {likes.map((like) => (
          <li key={like.id}>
            <p>
              <strong>{w.say(like.code, words.work.states[like.state], timeSay(like.createdAt, now))}</strong>{' '}
              {w.shared(like.products, like.shared)}
            </p>
            <a href={hashOf({ screen: 'order', id: like.id })}>{w.open}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}
