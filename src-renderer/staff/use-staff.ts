import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { StaffState } from '../../src-shared/model/staff.ts'
import { useAsk, useBridge } from '../station.tsx'

export type SignedIn = Extract<StaffState, { is: 'on' }>

/** What the frame has to know of who is at the station. */
export type StaffHere = {
  /** `somebody`: a person, or the bench where nobody is set up. */
  readonly is: 'unknown' | 'nobody' | 'somebody'
  readonly locked: Extract<StaffState, { is: 'locked' }> | null
  readonly on: SignedIn | null
  /** Whether somebody was on since this page was opened: there are screens then, also while it is locked. */
  readonly hasBegun: boolean
}

/** A person's use of the page is told so often at most. */
const touchEveryMs = 15_000

/** Follows who is at the station; what was asked for as somebody else is asked again. */
export function useStaff(): StaffHere {
  const bridge = useBridge()
  const client = useQueryClient()
  const { data } = useAsk('staff:state', {})
  const is = data === undefined ? 'unknown' : data.is === 'locked' ? 'nobody' : 'somebody'
  const [hasBegun, setBegun] = useState(false)
  if (is === 'somebody' && !hasBegun) setBegun(true)
  const who = data?.is === 'on' ? `${data.person.id} ${data.person.role}` : (data?.is ?? null)
  const before = useRef(who)

  useEffect(() => {
    if (who === null || who === before.current) return
    const isFirst = before.current === null
    before.current = who
    if (isFirst || who === 'locked') return
    // Only the answers to the person who was on before: who is on now is known.
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'staff:state' })
  }, [who, client])

  const isOn = data?.is === 'on'
  useEffect(() => {
    if (!isOn) return undefined
    let toldAt = Number.NEGATIVE_INFINITY
    const touch = () => {
      if (performance.now() - toldAt < touchEveryMs) return
      toldAt = performance.now()
      void bridge.ask('staff:touch', {})
    }
    for (const sign of ['pointerdown', 'keydown'] as const) window.addEventListener(sign, touch)
    return () => {
      for (const sign of ['pointerdown', 'keydown'] as const) window.removeEventListener(sign, touch)
    }
  }, [bridge, isOn])

  return {
    is,
    locked: data?.is === 'locked' ? data : null,
    on: data?.is === 'on' ? data : null,
    hasBegun,
  }
}
