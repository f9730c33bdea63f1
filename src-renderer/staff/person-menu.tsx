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
  // A badge that was put away asks again when it is read anew.
  const [putAway, setPutAway] = useState<string | null>(null)
  if (badgeOf === null && putAway !== null) setPutAway(null)
  const asks = badgeOf !== null && badgeOf !== person.id && badgeOf !== putAway
  const isAsked = isOpen || asks
  const show = (isShown: boolean) => {
    setOpen(isShown)
    if (!isShown) setPutAway(badgeOf)
  }
  const close = () => show(false)
  return (
    <span className="person-menu">
      <Popover
        opened={isAsked}
        onChange={show}
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
            onClick={() => show(!isAsked)}
          >
            <Icon name="person" size={20} />
            <span className="person-name">{person.name}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown className="lamp-more switch-box" aria-label={w.switchTo}>
          <SignIn
            key={person.id}
            people={others}
            badgeOf={asks ? badgeOf : null}
            onDone={close}
            onCancel={close}
          />
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
