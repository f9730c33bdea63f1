import { Icon } from '../part/icon.tsx'
import { words } from '../words.ts'

/** Nothing is wrong, but a scan would not show here: said quietly, with what brings the scanner back. */
export function ScannerElsewhere() {
  return (
    <p className="calm-line" role="status">
      <Icon name="scanner" size={20} />
      <strong>{words.frame.scannerElsewhere}</strong> {words.frame.scannerElsewhereNext}
    </p>
  )
}
