import { useState } from 'react'
import { visible } from '../../src-shared/rule/visible-text.ts'
import { Icon } from '../part/icon.tsx'
import type { Route, Screen } from '../route.ts'
import { words } from '../words.ts'
import { useLooseScan } from '../work/loose-scan.ts'

/** Screens that have no place of their own for a scan; the others show it themselves. */
const without: ReadonlySet<Screen> = new Set(['new', 'sync', 'setup'])

/** On a screen that counts nothing, a scan is at least seen: what was read, and where it would count. */
export function LooseNote({ route }: { readonly route: Route }) {
  const scan = useLooseScan()
  const [seenId, setSeenId] = useState(scan?.id)
  const isWithout = without.has(route.screen) || (route.screen !== 'work' && isPick(route))
  if (!scan || scan.id === seenId || !isWithout) return null
  const { outcome } = scan
  // What a badge did is said where it counts: who is on, or whose it is now.
  if (outcome.is === 'person') return null
  return (
    <div className="no-answer" role="alert" data-loose-scan={scan.id}>
      <Icon name="scanner" />
      <span>
        {outcome.is === 'not-now'
          ? outcome.why
          : `${words.scan.looseNote(visible(scan.text))} ${words.scan.looseNext}`}
      </span>
      <button
        type="button"
        className="icon-button"
        aria-label={words.frame.close}
        onClick={() => setSeenId(scan.id)}
      >
        <Icon name="cross" size={18} />
      </button>
    </div>
  )
}

/** The list to choose a consignment from, before a bench is open. */
function isPick({ screen, id }: Route): boolean {
  return ['pack', 'receive', 'return', 'count'].includes(screen) && id === null
}
