import { Popover } from '@mantine/core'
import { useState } from 'react'
import type { StaffState } from '../../src-shared/model/staff.ts'
import { Icon } from '../part/icon.tsx'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'
import { SignIn } from './sign-in.tsx'

/** Who is on, the way to change that without leaving the work, and the lock. */
export function PersonMenu({ state }: { readonly state: Extract<StaffState, { is: 'on' }> }) {
  const w = words.staff
  const { act } = useActs()
  const [isOpen, setOpen] = useState(false)
  const { person, badgeOf } = state
  const others = state.people.filter(({ id }) => id !== person.id)
  const isAsked = isOpen || (badgeOf !== null && badgeOf !== person.id)
  const close = () => setOpen(false)
  return (
    <span className="person-menu">
      <Popover
        opened={isAsked}
        onChange={setOpen}
        position="bottom-end"
        withArrow
        trapFocus
        returnFocus
        transitionProps={{ duration: 0 }}
      >
        <Popover.Target>
          <button
            type="button"
            className="lamp"
            aria-label={w.signedInAs(person.name, w.roles[person.role])}
            aria-expanded={isAsked}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name="person" size={20} />
            <span className="person-name">{person.name}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown className="lamp-more switch-box" aria-label={w.switchTo}>
          <SignIn key={person.id} people={others} badgeOf={badgeOf} onDone={close} onCancel={close} />
        </Popover.Dropdown>
      </Popover>
      <button
        type="button"
        className="lamp"
        aria-label={w.lockLabel}
        onClick={() => void act('lock', 'staff:lock', {})}
      >
        <Icon name="lock" size={20} />
        <span>{w.lock}</span>
      </button>
    </span>
  )
}
