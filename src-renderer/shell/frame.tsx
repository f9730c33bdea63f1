import { type RefObject, useEffect, useRef, useState } from 'react'
import { goTo, useRoute } from '../route.ts'
import { LockedScreen } from '../staff/locked-screen.tsx'
import { useStaff } from '../staff/use-staff.ts'
import { useAsk, useBridge } from '../station.tsx'
import { TrainingBench } from '../training/training-bench.tsx'
import { words } from '../words.ts'
import { AlertBand } from './alert-band.tsx'
import { FrameLine } from './frame-line.tsx'
import { LooseNote } from './loose-note.tsx'
import { MissedList } from './missed-list.tsx'
import { NoAnswer } from './no-answer.tsx'
import { Notice } from './notice.tsx'
import { Rail } from './rail.tsx'
import { ScannerElsewhere } from './scanner-elsewhere.tsx'
import { ScreenOf } from './screen-of.tsx'
import { TrainingBand } from './training-band.tsx'
import { useStation } from './use-station.ts'

/** The frame round every screen: rail, training band, who and where, lamps, sync. */
export function Frame() {
  const route = useRoute()
  const bridge = useBridge()
  const frame = useAsk('frame:state', {})
  const staff = useStaff()
  const { isConnected, isScannerHere } = useStation(route, staff.is !== 'somebody')
  const [isBenchOpen, setBenchOpen] = useState(false)
  const state = frame.data
  const main = useScreenFocus(`${route.screen} ${route.id}`)
  return (
    <>
      {staff.locked && <LockedScreen state={staff.locked} isConnected={isConnected} />}
      {staff.hasBegun && (
        <div className="frame" hidden={staff.locked !== null} inert={staff.locked !== null}>
          <Rail route={route} sync={state?.sync ?? null} />
          <div className="frame-body">
            {state?.isTraining && (
              <TrainingBand
                isNetworkCut={state.isNetworkCut}
                isBenchOpen={isBenchOpen}
                onBench={() => setBenchOpen(!isBenchOpen)}
                onConnect={() => goTo('setup')}
              />
            )}
            {state && <FrameLine frame={state} staff={staff.on} isConnected={isConnected} />}
            {state?.alert && route.screen !== 'sync' && <AlertBand alert={state.alert} />}
            {!isConnected && <NoAnswer />}
            {isConnected && !isScannerHere && <ScannerElsewhere />}
            <MissedList />
            <LooseNote key={`${route.screen} ${staff.on?.person.id}`} route={route} />
            {state?.notice && (
              <Notice
                say={state.notice}
                onSeen={() => void bridge.ask('frame:notice-seen', {})}
                onBringBack={state.canBringBack ? () => bridge.ask('frame:bring-back', {}) : null}
              />
            )}
            <div className="frame-main">
              <main ref={main} className="screen" tabIndex={-1}>
                {state ? (
                  <ScreenOf route={route} frame={state} />
                ) : (
                  <p className="screen-wait">{words.frame.opening}</p>
                )}
              </main>
              {state?.isTraining && isBenchOpen && (
                <TrainingBench route={route} onClose={() => setBenchOpen(false)} />
              )}
            </div>
          </div>
        </div>
      )}
    </>
  )
}

/**
 * Where a key or a press led to another screen and what had the focus went with the old one, the next Tab goes into the
 * new screen, not through the rail and the frame again.
 */
function useScreenFocus(place: string): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null)
  const before = useRef(place)
  useEffect(() => {
    if (before.current === place) return
    before.current = place
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true })
  }, [place])
  return main
}
