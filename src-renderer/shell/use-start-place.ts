import { useEffect, useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { hashOf, type Route, readRoute } from '../route.ts'
import { useBridge } from '../station.tsx'

const lastHashName = 'last-screen'

/**
 * Where a page without a place in its address begins: at the bench the station knows, else on the screen this browser
 * showed last, as long as that was no bench.
 */
export function startPlace(desk: Gives<'desk:where'> | null, lastHash: string | null): Route {
  if (desk && desk.screen !== 'other') return { screen: desk.screen, id: desk.consignmentId }
  const last = readRoute(lastHash ?? '')
  return ['pack', 'receive', 'return', 'count'].includes(last.screen) ? { screen: 'work', id: null } : last
}

/**
 * Brings a page that was opened anew back to where the person was; true once it is there. A deep link stays. `isReady`: the
 * station tells, which a locked one does not.
 */
export function useStartPlace(isReady: boolean): boolean {
  const bridge = useBridge()
  const [isPlaced, setPlaced] = useState(() => window.location.hash !== '')
  useEffect(() => {
    if (isPlaced || !isReady) return
    const find = async () => {
      const settled = await bridge.ask('desk:where', {})
      const lastHash = window.localStorage.getItem(lastHashName)
      const place = startPlace(settled.ok ? settled.value : null, lastHash)
      if (window.location.hash === '') window.location.replace(hashOf(place))
      setPlaced(true)
    }
    void find()
  }, [bridge, isPlaced, isReady])
  return isPlaced
}

/** Remembers the screen for the next page of this browser. */
export function rememberPlace(route: Route): void {
  window.localStorage.setItem(lastHashName, hashOf(route))
}
