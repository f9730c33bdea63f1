import { timeSay } from '../format.ts'
import { FailureNote } from '../part/failure-note.tsx'
import { useNow } from '../part/use-now.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'

/** The other files in which a store of this station lies: what was erased may stand in them for a while. */
export function CopiesCard() {
  const copies = useAsk('record:copies', {})
  const now = useNow(60_000)
  const w = words.record
  return (
    <section className="card side-card" aria-label={w.copies}>
      <h2>{w.copies}</h2>
      <p className="muted">{w.copiesSay}</p>
      {copies.error && <FailureNote failure={copies.error.failure} />}
      {copies.data?.copies.length === 0 && <p className="muted">{w.noCopies}</p>}
      <ul className="copies">
        {(copies.data?.copies ?? []).map(({ file, is, at, bytes }) => (
          <li key={file}>
            <span>
              {timeSay(at, now)} · {w.copySize((bytes / 1_000_000).toFixed(1))}
            </span>
            <span>{w.copyIs[is]}</span>
            <span className="code muted">{file}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
