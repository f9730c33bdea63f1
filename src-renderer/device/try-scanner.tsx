import { visible } from '../../src-shared/rule/visible-text.ts'
import { faceOf } from '../part/outcome.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { useLooseScan } from '../work/loose-scan.ts'

/** Whatever a scanner reads while this screen is open, also one that types: what came, from where, and what it means. */
export function TryScanner() {
  const scan = useLooseScan()
  const meaning = useAsk('doctor:scan', { scanId: scan?.id ?? '' }, { enabled: scan !== null }).data
  if (!scan) return <p className="muted">{words.device.tryScanner}</p>
  const w = words.doctor.scan
  const face = faceOf(scan)
  return (
    <div className="device-said" role="status">
      <p>
        <span className="code">{meaning?.text ?? visible(scan.text)}</span> {face.word}
        {(scan.outcome.is === 'product' || scan.outcome.is === 'not-now') && `: ${face.title}`}
      </p>
      {meaning && (
        <>
          <p>
            {w.kind}: {meaning.symbology ?? w.unknownKind}. {w.from}: {meaning.device}.
          </p>
          <ul className="says">
            {meaning.says.map((line) => (
              <li key={line}>{line}</li>
            ))}
            {meaning.odd.map((line) => (
              <li key={line} className="is-odd">
                {line}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
