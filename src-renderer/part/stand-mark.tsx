import { words } from '../words.ts'
import { Icon, type IconName } from './icon.tsx'
import type { LineStand } from './order-lines.ts'

const marks: Partial<Record<LineStand, { readonly icon: IconName; readonly say: string }>> = {
  complete: { icon: 'check', say: words.pack.complete },
  over: { icon: 'triangle', say: words.pack.over },
  'not-sent': { icon: 'minus', say: words.receive.notSent },
  extra: { icon: 'plus', say: words.pack.extra },
}

/** A line's shape and word; nothing while it is simply open. */
export function StandMark({ stand }: { readonly stand: LineStand }) {
  const mark = marks[stand]
  if (!mark) return null
  return (
    <span className="line-mark">
      <Icon name={mark.icon} size={20} />
      <span className="line-mark-word">{mark.say}</span>
    </span>
  )
}
