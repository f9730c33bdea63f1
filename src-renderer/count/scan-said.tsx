import type { ScanRecord } from '../../src-shared/model/scan.ts'
import { visible } from '../../src-shared/rule/visible-text.ts'
import { Icon } from '../part/icon.tsx'
import { faceOf } from '../part/outcome.ts'

/** What the newest scan did where nothing is counted: put on the list, or not taken and why. */
export function ScanSaid({ scan }: { readonly scan: ScanRecord | undefined }) {
  if (!scan || 'lineId' in scan.outcome) return null
  const face = faceOf(scan, 'count', 'aside')
  return (
    <p className={`scan-before tone-${face.tone}`} role="status" data-outcome={scan.outcome.is}>
      <Icon name={face.icon} size={18} />
      <strong>{face.word}</strong> {visible(face.title)}
      {scan.outcome.is === 'not-now' && ` ${face.say}`}
    </p>
  )
}
