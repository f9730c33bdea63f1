import { units } from '../format.ts'
import { hashOf } from '../route.ts'
import { words } from '../words.ts'

export const syncParts = ['overview', 'waiting', 'parked', 'differences', 'feeds'] as const
export type SyncPart = (typeof syncParts)[number]

/** The part a link names; the overview for anything else. */
export function readPart(id: string | null): SyncPart {
  return syncParts.find((part) => part === id) ?? 'overview'
}

type SyncTabsProps = {
  readonly here: SyncPart
  /** How many there are in a part; shown where there are any. */
  readonly counts: Partial<Record<SyncPart, number>>
}

/** The parts of the Sync screen as links: each has an address of its own. */
export function SyncTabs({ here, counts }: SyncTabsProps) {
  return (
    <nav className="sync-tabs" aria-label={words.sync.partsLabel}>
      {syncParts.map((part) => (
        <a
          key={part}
          className="sync-tab"
          href={hashOf({ screen: 'sync', id: part === 'overview' ? null : part })}
          aria-current={part === here ? 'page' : undefined}
        >
          {words.sync.parts[part]}
          {(counts[part] ?? 0) > 0 && <span className="tag-small">{units(counts[part] ?? 0)}</span>}
        </a>
      ))}
    </nav>
  )
}
