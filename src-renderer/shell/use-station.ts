import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Bridge } from '../../src-shared/contract/contract.ts'
import type { ScanRecord } from '../../src-shared/model/scan.ts'
import { followNews, tellRefused } from '../live.ts'
import { listenForScans } from '../part/keyboard-scanner.ts'
import { keepMissed } from '../part/missed-scans.ts'
import { useWaitingField } from '../part/scan-field.ts'
import { type ScanPace, scanPace } from '../part/scan-pace.ts'
import { goTo, type Route, readRoute, type Screen } from '../route.ts'
import { wakeSound } from '../sound.ts'
import { useBridge } from '../station.tsx'
import { words } from '../words.ts'
import { keepLooseScan } from '../work/loose-scan.ts'
import { useScanner } from './use-scanner.ts'
import { rememberPlace, useStartPlace } from './use-start-place.ts'

/** Whether the station answers, and whether what its scanner reads comes to this page. */
export type Joined = { readonly isConnected: boolean; readonly isScannerHere: boolean }

/**
 * Joins the page to the station: news, scans read by the page, what the person looks at. `isLocked`: nobody is signed in,
 * so that nobody looks at anything.
 */
export function useStation(route: Route, isLocked: boolean): Joined {
  const bridge = useBridge()
  const client = useQueryClient()
  const [isConnected, setConnected] = useState(true)
  const [pace] = useState(scanPace)
  const isPlaced = useStartPlace(!isLocked)
  const field = useWaitingField()
  const { screen, id } = route
  const scanner = useScanner(
    { screen: benchNamed(screen, id), consignmentId: benchNamed(screen, id) === 'other' ? null : id, field },
    isConnected && isPlaced && !isLocked,
  )
  const { hasIt } = scanner

  useEffect(() => bridge.onConnection(setConnected), [bridge])
  useEffect(() => {
    const onLooseScan = (scan: ScanRecord) => {
      const { outcome } = scan
      // A page without the scanner stays where it is.
      if (outcome.is === 'consignment' && hasIt()) void openScanned(outcome.consignmentId)
      else keepLooseScan(client, scan)
    }
    const openScanned = async (consignmentId: string) => {
      const settled = await bridge.ask('work:list', { search: '' })
      if (!settled.ok) return
      const isIn = (heads: readonly { id: string }[]) => heads.some((head) => head.id === consignmentId)
      const { toReceive, toCount } = settled.value
      goTo(isIn(toReceive) ? 'receive' : isIn(toCount) ? 'count' : 'pack', consignmentId)
    }
    return followNews(bridge, client, { onLooseScan })
  }, [bridge, client, hasIt])
  useEffect(
    () => listenForScans(window, (text) => void sendScan(bridge, client, pace, text)),
    [bridge, client, pace],
  )
  useEffect(() => {
    const wake = () => wakeSound()
    // A finger counts as a touch when it is lifted.
    window.addEventListener('pointerup', wake)
    window.addEventListener('keydown', wake)
    return () => {
      window.removeEventListener('pointerup', wake)
      window.removeEventListener('keydown', wake)
    }
  }, [])
  useEffect(() => {
    if (isConnected && isPlaced) rememberPlace({ screen, id })
  }, [screen, id, isConnected, isPlaced])
  return { isConnected, isScannerHere: scanner.isHere }
}

/** Every code ends in a word on the screen: the station's own, or that it was not taken and why. */
async function sendScan(bridge: Bridge, client: QueryClient, pace: ScanPace, text: string): Promise<void> {
  const tell = (why: { say: string; next: string }) =>
    tellRefused(client, readRoute(window.location.hash), { text, say: why.say, next: why.next })
  if (pace(performance.now()) === 'aside') {
    tell(words.scan.tooMany)
    return
  }
  const settled = await bridge.ask('desk:scan', { text, by: 'keyboard' })
  if (settled.ok) return
  tell(settled.failure)
  // Nobody but this page knows of the code: it stays here, with what to do, until a person decides.
  keepMissed(text, settled.failure)
}

function benchNamed(
  screen: Screen,
  id: string | null,
): 'work' | 'pack' | 'receive' | 'return' | 'count' | 'other' {
  // Where one is only begun there is nothing yet that a scan could count on.
  if (screen === 'count') return id === 'new' ? 'other' : 'count'
  return screen === 'work' || screen === 'pack' || screen === 'receive' || screen === 'return'
    ? screen
    : 'other'
}
