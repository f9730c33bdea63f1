import type { ReactNode } from 'react'
import type { RecordFilter, RecordJob } from '../../src-shared/model/record.ts'
import { units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { Bar } from '../part/bar.tsx'
import { FailureNote, FailureOf } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'

/** Checking the whole record, and writing it to a file: how far it is, how it ended, and the way to stop it. */
export function RecordJobs({
  filter,
  children,
}: {
  readonly filter: RecordFilter
  /** What stands before the buttons. */
  readonly children: ReactNode
}) {
  const job = useAsk('record:job', {})
  const acts = useActs()
  const w = words.record
  const isRunning = job.data?.is === 'checking' || job.data?.is === 'writing'
  const write = (form: 'csv' | 'lines') => void acts.act('job', 'record:export', { filter, form })
  return (
    <section className="record-jobs" aria-label={w.jobs}>
      <div className="record-acts">
        {children}
        <ActButton
          icon="check-twice"
          isDisabled={isRunning}
          onClick={() => void acts.act('job', 'record:verify', {})}
        >
          {w.verify}
        </ActButton>
        <ActButton isDisabled={isRunning} label={`${w.export}: ${w.csv}`} onClick={() => write('csv')}>
          {w.csv}
        </ActButton>
        <ActButton isDisabled={isRunning} label={`${w.export}: ${w.lines}`} onClick={() => write('lines')}>
          {w.lines}
        </ActButton>
        {isRunning && (
          <ActButton icon="pause" onClick={() => void acts.act('job', 'record:stop', {})}>
            {w.stop}
          </ActButton>
        )}
      </div>
      <FailureOf acts={acts} where="job" />
      {job.data && <JobSays job={job.data} />}
    </section>
  )
}

function JobSays({ job }: { readonly job: RecordJob }) {
  const w = words.record
  switch (job.is) {
    case 'none':
      return null
    case 'checking':
      return (
        <div role="status">
          {w.checking(units(job.done), units(job.of))}
          <Bar done={job.done} all={job.of} label={w.verify} />
        </div>
      )
    case 'writing':
      return <p role="status">{w.writing(units(job.rows))}</p>
    case 'stopped':
      return <p role="status">{w.stopped}</p>
    case 'failed':
      return <FailureNote failure={job.failure} />
    case 'written':
      return (
        <p role="status" className="bundle-made">
          {w.written(units(job.rows), job.path)} {w.exportSay}{' '}
          <a className="link" href={`./file/${encodeURIComponent(job.file)}`} download={job.file}>
            {w.get}
          </a>
        </p>
      )
    case 'checked':
      return <Verdict job={job} />
  }
}

function Verdict({ job }: { readonly job: Extract<RecordJob, { is: 'checked' }> }) {
  const w = words.record
  if (job.broken !== null) {
    return (
      <p role="alert" className="record-verdict is-bad">
        <Icon name="triangle" size={22} />
        <span>
          <strong>{w.broken(units(job.broken.seq))}</strong>
          {job.broken.kind !== null && ` (${w.kind(job.broken.kind)})`} {w.tampering[job.broken.what]}{' '}
          {w.brokenNext}
        </span>
      </p>
    )
  }
  if (job.differs !== null) {
    return (
      <p role="alert" className="record-verdict is-bad">
        <Icon name="triangle" size={22} />
        <span>
          {w.differs(job.differs.table, units(job.differs.rows))} {w.brokenNext}
        </span>
      </p>
    )
  }
  return (
    <p role="status" className="record-verdict is-good">
      <Icon name="check-twice" size={22} />
      <span>
        <strong>{w.sound(units(job.rows))}</strong>{' '}
        {job.signedSeq === null ? w.soundUnsigned : w.soundSigned(units(job.signedSeq))}
      </span>
    </p>
  )
}
