import { useEffect } from 'react'
import type { DeviceCandidate } from '../../src-shared/model/device.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'

/** A scanner that is set right comes back in its new mode within seconds; what was said of the old one goes. */
const lookEveryMs = 5_000

/** Scanners that are plugged in but set up in a way the station cannot read: which one, and what to do about it. */
export function ScannersInWrongMode() {
  const { data: found = [], refetch } = useAsk('device:candidates', {})
  useEffect(() => {
    void refetch()
    const timer = setInterval(() => void refetch(), lookEveryMs)
    return () => clearInterval(timer)
  }, [refetch])
  return found.map((each) => each.wrongMode && <WrongMode key={each.say} mode={each.wrongMode} />)
}

function WrongMode({ mode }: { readonly mode: NonNullable<DeviceCandidate['wrongMode']> }) {
  const w = words.device
  return (
    <div className="wrong-mode" role="note">
      <p>{mode.say}</p>
      {mode.codePngBase64 && (
        <figure>
          <img
            className="code-picture"
            src={`data:image/png;base64,${mode.codePngBase64}`}
            alt={w.setupCode}
          />
          <figcaption className="muted">{w.setupCodeSay}</figcaption>
        </figure>
      )}
    </div>
  )
}
