import { useComputedColorScheme } from '@mantine/core'
import type { FrameState } from '../../src-shared/contract/bench.ts'
import type { DeviceView } from '../../src-shared/model/device.ts'
import type { SyncLine } from '../../src-shared/model/sync.ts'
import { ActButton } from '../part/act-button.tsx'
import { Icon, type IconName } from '../part/icon.tsx'
import { PersonMenu } from '../staff/person-menu.tsx'
import type { SignedIn } from '../staff/use-staff.ts'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'
import { Lamp } from './lamp.tsx'

type FrameLineProps = {
  readonly frame: FrameState
  readonly staff: SignedIn | null
  /** Without the station nobody knows what is plugged in or waits: nothing of before is shown as true now. */
  readonly isConnected: boolean
}

/** Where this is, what is plugged in, what waits: in words, on every screen. */
export function FrameLine({ frame, staff, isConnected }: FrameLineProps) {
  const { act } = useActs()
  const shown = useComputedColorScheme('light', { getInitialValueInEffect: false })
  const other = shown === 'light' ? 'dark' : 'light'
  const otherSay = other === 'dark' ? words.frame.toDark : words.frame.toLight
  return (
    <header className={isConnected ? 'frame-line' : 'frame-line is-alone'}>
      <p className="frame-place">
        <strong>{frame.outlet?.name ?? words.frame.noOutlet}</strong>
        <span className="muted"> · {frame.stationCode}</span>
      </p>
      <div className="lamps">
        {frame.devices.filter(hasLamp).map((device) => (
          <Lamp key={device.role} device={device} />
        ))}
      </div>
      <SyncState sync={frame.sync} />
      <ActButton
        kind="quiet"
        icon={other === 'dark' ? 'moon' : 'sun'}
        label={words.frame.themeLabel(otherSay)}
        onClick={() => void act('look', 'setup:look', { theme: other })}
      >
        {otherSay}
      </ActButton>
      {staff && <PersonMenu state={staff} />}
    </header>
  )
}

/** A second printer is an extra: without one there is nothing to say. */
const hasLamp = ({ role, state }: DeviceView) => role !== 'printer2' || state.is !== 'none'

const syncIcons: Record<SyncLine['is'], IconName> = {
  'all-sent': 'check',
  waiting: 'clock',
  offline: 'pause',
  'needs-you': 'triangle',
  'not-connected': 'minus',
}

/** What waits, leading to where it is shown; where only a person signing in helps, to that. */
function SyncState({ sync }: { readonly sync: SyncLine }) {
  return (
    <a className={`sync-line sync-${sync.is}`} href={sync.mustSignIn ? '#/setup' : '#/sync'}>
      <Icon name={syncIcons[sync.is]} size={20} />
      <span role="status">{sync.say}</span>
    </a>
  )
}
