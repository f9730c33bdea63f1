import { Popover } from '@mantine/core'
import { useState } from 'react'
import type { DeviceView } from '../../src-shared/model/device.ts'
import { gramsSay, timeSay } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { deviceIcon, Icon } from '../part/icon.tsx'
import { useNow } from '../part/use-now.ts'
import { goTo } from '../route.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'

/** A device's state as a lamp that can be asked: what is the matter, and what to do about it. */
export function Lamp({ device }: { readonly device: DeviceView }) {
  const now = useNow(30_000)
  const [isOpen, setOpen] = useState(false)
  const { is } = device.state
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-start"
      withArrow
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <button
          type="button"
          className={`lamp lamp-${is}`}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <span className="lamp-light" aria-hidden="true" />
          <Icon name={deviceIcon(device.role)} size={20} />
          <span>{words.frame.lamp[device.role]}</span>
          <span className="lamp-state">
            {is === 'ready' && device.role === 'scale' ? (
              <ScaleGrams />
            ) : is === 'ready' ? (
              ''
            ) : (
              words.frame.lampState[is]
            )}
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className="lamp-more">
        <p>
          <strong>{device.say}</strong>
        </p>
        <p>{device.next}</p>
        {device.lastSeenAt && (
          <p className="muted">{words.frame.lastSeen(timeSay(device.lastSeenAt, now))}</p>
        )}
        <ActButton
          onClick={() => {
            setOpen(false)
            goTo('devices')
          }}
        >
          {words.frame.openDevices}
        </ActButton>
      </Popover.Dropdown>
    </Popover>
  )
}

/** The live weight in the frame, in words where there is none. */
function ScaleGrams() {
  const { data } = useAsk('scale:read', {})
  const reading = data?.reading ?? null
  if (reading?.is === 'steady') return gramsSay(reading.grams)
  if (reading?.is === 'moving')
    return reading.grams === null ? words.pack.scale.moving : gramsSay(reading.grams)
  return ''
}
