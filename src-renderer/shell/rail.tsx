import type { SyncLine } from '../../src-shared/model/sync.ts'
import { Icon, type IconName } from '../part/icon.tsx'
import { hashOf, type Route, type Screen } from '../route.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'

const places: readonly {
  readonly screen: Exclude<Screen, 'new' | 'return' | 'explain'>
  readonly icon: IconName
}[] = [
  { screen: 'work', icon: 'work' },
  { screen: 'pack', icon: 'pack' },
  { screen: 'receive', icon: 'receive' },
  { screen: 'order', icon: 'order' },
  { screen: 'count', icon: 'count' },
  { screen: 'approve', icon: 'approve' },
  { screen: 'sync', icon: 'sync' },
  { screen: 'record', icon: 'record' },
  { screen: 'devices', icon: 'devices' },
  { screen: 'setup', icon: 'setup' },
]

/** Screens that are reached from another one. */
const partOf: Partial<Record<Screen, Screen>> = { new: 'work', return: 'work', explain: 'sync' }

/** The screens, each with its word. Sync and Approvals carry the number of things that wait for this person. */
export function Rail({ route, sync }: { readonly route: Route; readonly sync: SyncLine | null }) {
  const here = partOf[route.screen] ?? route.screen
  const inbox = useAsk('approval:inbox', {})
  const needed: Partial<Record<Screen, number>> = {
    sync: sync?.needs ?? 0,
    approve: inbox.data?.waitingForMe ?? 0,
  }
  return (
    <nav className="rail" aria-label={words.frame.railLabel}>
      {places.map(({ screen, icon }) => (
        <a
          key={screen}
          className="rail-item"
          href={hashOf({ screen, id: null })}
          aria-current={screen === here ? 'page' : undefined}
        >
          <Icon name={icon} size={26} />
          <span>{words.frame.rail[screen]}</span>
          <Badge count={needed[screen] ?? 0} />
        </a>
      ))}
    </nav>
  )
}

function Badge({ count }: { readonly count: number }) {
  return count > 0 ? <span className="badge">{count}</span> : null
}
