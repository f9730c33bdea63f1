import { useState } from 'react'
import type { ScanOutcome, ScanRecord } from '../../src-shared/model/scan.ts'
import { visible } from '../../src-shared/rule/visible-text.ts'
import type { Acts } from '../station.tsx'
import { words } from '../words.ts'
import { ActButton } from './act-button.tsx'
import { EnterCode } from './enter-code.tsx'
import { FailureOf } from './failure-note.tsx'
import { Icon } from './icon.tsx'
import { type Asking, type Bench, faceOf, sentences } from './outcome.ts'
import { detailsOf, oddities } from './scan-details.ts'
import { useNow } from './use-now.ts'

type LastScanProps = {
  readonly scans: readonly ScanRecord[]
  readonly bench: Bench
  readonly canUndo: boolean
  readonly onUndo: () => void
  readonly acts: Acts
  /** Questions nobody answered yet: the keys answer the first one. */
  readonly questions: readonly ScanRecord[]
  /** Why nothing is counted here, and what to do; null when scanning goes on. */
  readonly stopped: string | null
}

/**
 * The biggest thing on a bench: what the last scan did, or why a count was refused. What came before it stands small
 * beside it.
 */
export function LastScan({ scans, bench, canUndo, onUndo, acts, questions, stopped }: LastScanProps) {
  if (acts.failed?.where === 'count') {
    return (
      <section className="last-scan-area">
        <FailureOf acts={acts} where="count" />
        <Before scans={scans.slice(0, 5)} bench={bench} />
      </section>
    )
  }
  const [last, ...before] = scans
  // What counted last would look like an invitation. A scan that was refused says the same, and what was scanned.
  if (stopped !== null && last?.outcome.is !== 'not-now') {
    return (
      <section className="last-scan-area">
        <StoppedCard say={stopped} />
        <Before scans={scans.slice(0, 5)} bench={bench} />
      </section>
    )
  }
  return (
    <section className="last-scan-area">
      {last ? (
        <ScanCard scan={last} bench={bench} canUndo={canUndo} onUndo={onUndo} questions={questions} />
      ) : (
        <ReadyCard bench={bench} />
      )}
      {last?.outcome.is === 'not-now' && last.outcome.needsRight && last.consignmentId !== null && (
        <AllowScan key={last.id} consignmentId={last.consignmentId} />
      )}
      <Before scans={before.slice(0, 5)} bench={bench} />
    </section>
  )
}

/** Below a scan the person may not make: the code of somebody who may allows the next one. */
function AllowScan({ consignmentId }: { readonly consignmentId: string }) {
  const [isAllowed, setAllowed] = useState(false)
  if (isAllowed) return <p role="status">{words.staff.override.scanAgain}</p>
  return (
    <EnterCode refused={{ ask: 'desk:scan', takes: { consignmentId } }} onAllowed={() => setAllowed(true)} />
  )
}

const keysSay: Record<Bench, string> = {
  pack: words.pack.keys,
  receive: words.receive.keys,
  return: words.return.keys,
  count: words.count.keys,
}

function ReadyCard({ bench }: { readonly bench: Bench }) {
  return (
    <div className="last-scan tone-none" role="status" aria-live="assertive" aria-atomic="true">
      <span className="last-scan-shape">
        <Icon name="scanner" size={56} />
      </span>
      <div className="last-scan-text">
        <p className="last-scan-title">{words.scan.ready}</p>
        <p className="last-scan-say">{words.scan.readySay}</p>
        <p className="muted last-scan-keys">{keysSay[bench]}</p>
      </div>
    </div>
  )
}

function StoppedCard({ say }: { readonly say: string }) {
  const { first, rest } = sentences(say)
  return (
    <div className="last-scan tone-stop" role="status" aria-live="assertive" aria-atomic="true">
      <span className="last-scan-shape">
        <Icon name="pause" size={56} />
      </span>
      <div className="last-scan-text">
        <p className="last-scan-word">{words.scan.stopped}</p>
        <p className="last-scan-title">{first}</p>
        <p className="last-scan-say">{rest}</p>
      </div>
    </div>
  )
}

type ScanCardProps = Omit<LastScanProps, 'scans' | 'acts' | 'stopped'> & { readonly scan: ScanRecord }

function ScanCard({ scan, bench, canUndo, onUndo, questions }: ScanCardProps) {
  const face = faceOf(scan, bench, askingOf(scan, questions))
  const isTold = scan.by === 'hand' || scan.gs1.length > 0
  const text = visible(scan.text)
  const code = !isTold && text !== face.title && text !== face.say ? text : null
  return (
    <div
      className={`last-scan tone-${face.tone}${face.isAll ? ' is-all' : ''}`}
      data-outcome={scan.outcome.is}
    >
      {/* The key restarts the flash for each scan, also for the same product twice. */}
      <span className="last-scan-shape" key={scan.id}>
        <Icon name={face.icon} size={56} />
      </span>
      <div className="last-scan-text" role="status" aria-live="assertive" aria-atomic="true">
        <p className="last-scan-word">{face.word}</p>
        <p className="last-scan-title">{face.title}</p>
        <p className="last-scan-say">
          {code && <span className="last-scan-code">{code} · </span>}
          {face.say}
        </p>
        <Told scan={scan} />
      </div>
      <div className="last-scan-side">
        {face.figure && <p className="last-scan-figure">{face.figure}</p>}
        {canUndo && 'lineId' in scan.outcome && !scan.undone && (
          <ActButton kind="on-colour" keyName="Z" isRepeatable onClick={onUndo}>
            {words.scan.undo}
          </ActButton>
        )}
      </div>
    </div>
  )
}

function askingOf(scan: ScanRecord, questions: readonly ScanRecord[]): Asking {
  const at = questions.findIndex((question) => question.id === scan.id)
  return at === -1 ? 'aside' : at === 0 ? 'now' : 'later'
}

/** Batch, expiry and serial number of the scan, and what was odd about it. */
function Told({ scan }: { readonly scan: ScanRecord }) {
  const now = useNow(60_000)
  const details = scan.undone ? [] : detailsOf(scan, now)
  return (
    <>
      {details.length > 0 && (
        <ul className="last-scan-told" aria-label={words.scan.told}>
          {details.map((detail) => (
            <li key={detail}>{detail}</li>
          ))}
        </ul>
      )}
      {oddities(scan).map((odd) => (
        <p key={odd} className="last-scan-odd">
          <Icon name="triangle" size={16} /> {odd}
        </p>
      ))}
    </>
  )
}

type Counting = Exclude<Extract<ScanOutcome, { lineId: string }>, { is: 'damaged' }>

function countsUnits(scan: ScanRecord): scan is ScanRecord & { outcome: Counting } {
  return 'lineId' in scan.outcome && scan.outcome.is !== 'damaged' && !scan.undone
}

function Before({ scans, bench }: { readonly scans: readonly ScanRecord[]; readonly bench: Bench }) {
  return (
    <ol className="scans-before" aria-label={words.scan.earlier}>
      {scans.map((scan) => {
        const face = faceOf(scan, bench)
        return (
          <li key={scan.id} className={`scan-before tone-${face.tone}`}>
            <Icon name={face.icon} size={16} />
            <span className="scan-before-title">{face.title}</span>
            <span className="scan-before-figure">
              {countsUnits(scan) ? words.scan.times(scan.outcome.times) : face.word}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
