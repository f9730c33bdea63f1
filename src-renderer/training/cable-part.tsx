import type { Gives } from '../../src-shared/contract/contract.ts'
import { ActButton } from '../part/act-button.tsx'
import type { Act } from '../station.tsx'
import { words } from '../words.ts'

type CablePartProps = { readonly state: Gives<'training:state'>; readonly act: Act }

const conditions = ['ready', 'paper-out', 'head-open', 'paused', 'silent'] as const

/** Pulling cables, cutting the network, and everything a printer can have. */
export function CablePart({ state, act }: CablePartProps) {
  const w = words.training
  return (
    <>
      <section className="training-part">
        <h3>{w.cables}</h3>
        {state.devices.map(({ role, isPluggedIn }) => (
          <p key={role} className="cable">
            <span>
              {w.devices[role]} <span className="muted">{isPluggedIn ? w.plugged : w.unplugged}</span>
            </span>
            <ActButton
              onClick={() => void act('training', 'training:plug', { role, isPluggedIn: !isPluggedIn })}
              label={`${isPluggedIn ? w.pullOut : w.plugIn}: ${w.devices[role]}`}
            >
              {isPluggedIn ? w.pullOut : w.plugIn}
            </ActButton>
          </p>
        ))}
        <p className="cable">
          <span>{w.network}</span>
          <span className="reason-acts">
            <ActButton
              isPressed={!state.isNetworkUp}
              onClick={() => void act('training', 'training:network', { isUp: false })}
            >
              {w.networkDown}
            </ActButton>
            <ActButton
              isPressed={state.isNetworkUp}
              onClick={() => void act('training', 'training:network', { isUp: true })}
            >
              {w.networkUp}
            </ActButton>
          </span>
        </p>
      </section>
      <section className="training-part">
        <h3>{w.printer}</h3>
        <span className="reason-acts">
          {conditions.map((condition) => (
            <ActButton
              key={condition}
              isPressed={state.printer === condition}
              onClick={() => void act('training', 'training:printer', { condition })}
            >
              {w.conditions[condition]}
            </ActButton>
          ))}
        </span>
      </section>
    </>
  )
}
