import { SegmentedControl } from '@mantine/core'
import type { PackDesk } from '../../src-shared/model/pack.ts'
import { units } from '../format.ts'
import { words } from '../words.ts'
import { leftToPack } from './left-to-pack.ts'

export type Rest = 'stays' | 'goes-later'

/** What becomes of what a transfer is short of: it is given up, or packed later as another shipment. */
export function RestChoice({
  desk,
  rest,
  onRest,
}: {
  readonly desk: PackDesk
  readonly rest: Rest
  readonly onRest: (rest: Rest) => void
}) {
  const left = desk.lines.reduce((sum, line) => sum + Math.max(0, leftToPack(line)), 0)
  if (desk.head.kind !== 'OUTLET' || left === 0) return null
  const w = words.pack.handover
  return (
    <div className="handover-modes">
      <strong id="rest-of-it">{w.rest(units(left), left)}</strong>
      <SegmentedControl
        aria-labelledby="rest-of-it"
        value={rest}
        onChange={(value) => onRest(value === 'goes-later' ? 'goes-later' : 'stays')}
        data={[
          { value: 'stays', label: w.restStays },
          { value: 'goes-later', label: w.restLater },
        ]}
        transitionDuration={0}
      />
    </div>
  )
}
