import { useState } from 'react'
import type { DeviceView } from '../../src-shared/model/device.ts'
import { timeSay } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { deviceIcon, Icon } from '../part/icon.tsx'
import { useNow } from '../part/use-now.ts'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'
import { isPrinterRole } from './address.ts'
import { AddressForm } from './address-form.tsx'
import { DoctorPanel } from './doctor-panel.tsx'
import { DeviceSays, ScaleSays } from './scale-says.tsx'
import { TryScale } from './try-scale.tsx'
import { TryScanner } from './try-scanner.tsx'
import { ScannersInWrongMode } from './wrong-mode.tsx'

export function DeviceCard({ device }: { readonly device: DeviceView }) {
  const acts = useActs()
  const now = useNow(30_000)
  const [said, setSaid] = useState<string | null>(null)
  const [isSetting, setSetting] = useState(false)
  const [isChecking, setChecking] = useState(false)
  const { role, state } = device
  const w = words.device
  const tryIt = async () => {
    setSaid(null)
    const tried = await acts.act('try', 'device:try', { role })
    if (tried) setSaid(tried.say)
  }
  const setUp = async (address: string | null) => {
    if (await acts.act('set', 'device:set', { role, address })) setSetting(false)
  }
  return (
    <section className={`card device device-${state.is}`} aria-label={w.names[role]}>
      <header className="device-head">
        <Icon name={deviceIcon(role)} size={40} />
        <div>
          <h2>
            {w.names[role]}
            {device.isVirtual && <span className="tag-small">{w.virtual}</span>}
          </h2>
          <p className={`device-state lamp-${state.is}`}>
            <span className="lamp-light" aria-hidden="true" />
            <span className="lamp-state">{words.frame.lampState[state.is]}</span>
          </p>
        </div>
      </header>
      {role === 'scale' && state.is === 'ready' ? (
        <ScaleSays device={device} />
      ) : (
        <DeviceSays says={device} />
      )}
      {role === 'scale' && state.is === 'ready' && <TryScale />}
      {device.lastData && (
        <p className="muted">
          {w.lastData}: <span className="code">{device.lastData}</span>
        </p>
      )}
      {device.lastSeenAt && <p className="muted">{w.lastSeen(timeSay(device.lastSeenAt, now))}</p>}
      {role === 'scanner' && <ScannersInWrongMode />}
      {role === 'scanner' && <TryScanner />}
      {said && (
        <p className="device-said" role="status">
          {said}
        </p>
      )}
      <FailureOf acts={acts} where="try" />
      <FailureOf acts={acts} where="set" />
      <span className="reason-acts">
        {state.is === 'set-aside' && (
          <ActButton isBusy={acts.busy.has('set')} onClick={() => void setUp(device.address)}>
            {w.useAgain}
          </ActButton>
        )}
        {isPrinterRole(role) && state.is !== 'none' && state.is !== 'set-aside' && (
          <ActButton isBusy={acts.busy.has('try')} onClick={() => void tryIt()}>
            {w.printTest}
          </ActButton>
        )}
        {state.is !== 'none' && (
          <ActButton isPressed={isChecking} onClick={() => setChecking(!isChecking)}>
            {words.doctor.look}
          </ActButton>
        )}
        <ActButton kind="quiet" isPressed={isSetting} onClick={() => setSetting(!isSetting)}>
          {w.setUp}
        </ActButton>
      </span>
      {isChecking && (
        <DoctorPanel
          isWell={state.is === 'ready'}
          role={role}
          isBusy={acts.busy.has('set')}
          onAddress={(address) => void setUp(address)}
        />
      )}
      {isSetting && (
        <AddressForm
          key={device.address}
          role={role}
          address={device.address}
          isBusy={acts.busy.has('set')}
          onAddress={(address) => void setUp(address)}
        />
      )}
    </section>
  )
}
