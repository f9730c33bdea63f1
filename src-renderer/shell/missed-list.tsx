import { useState } from 'react'
import { visible } from '../../src-shared/rule/visible-text.ts'
import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { dropMissed, keepMissed, type MissedScan, useMissedScans } from '../part/missed-scans.ts'
import { useBridge } from '../station.tsx'
import { words } from '../words.ts'

/** Scans that the station did not take: each with its code, why, what to do, and the two things that can be done. */
export function MissedList() {
  const scans = useMissedScans()
  if (scans.length === 0) return null
  return (
    <ul className="missed" aria-label={words.scan.missedLabel}>
      {scans.map((scan) => (
        <li key={scan.id} className="no-answer" role="alert">
          <MissedRow scan={scan} />
        </li>
      ))}
    </ul>
  )
}

function MissedRow({ scan }: { readonly scan: MissedScan }) {
  const bridge = useBridge()
  const [isBusy, setBusy] = useState(false)
  const again = async () => {
    setBusy(true)
    const settled = await bridge.ask('desk:scan', { text: scan.text, by: 'keyboard' })
    setBusy(false)
    if (settled.ok) dropMissed(scan.id)
    else keepMissed(scan.text, settled.failure, scan.id)
  }
  return (
    <>
      <Icon name="triangle" />
      <strong>
        {words.scan.missed} <span className="code">{visible(scan.text)}</span>
      </strong>
      <span className="missed-why">
        {scan.failure.say} {scan.failure.next}
      </span>
      <ActButton kind="on-colour" isBusy={isBusy} onClick={() => void again()}>
        {words.scan.missedAgain}
      </ActButton>
      <ActButton kind="on-colour" onClick={() => dropMissed(scan.id)}>
        {words.scan.missedDrop}
      </ActButton>
    </>
  )
}
