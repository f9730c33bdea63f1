import { useState } from 'react'
import type { ProductLabelJob } from '../../src-shared/contract/label.ts'
import type { ReceiveLine } from '../../src-shared/model/receive.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { TextField } from '../part/text-field.tsx'
import { readWhole, WholeWrong } from '../part/whole-number.tsx'
import { type Acts, useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'

type ProductLabelsProps = { readonly line: ReceiveLine; readonly consignmentId: string }

const mostAtOnce = 200
const range = { least: 1, most: mostAtOnce }

/** Labels for the product in hand: as many as came, until somebody says another number. */
export function ProductLabels({ line, consignmentId }: ProductLabelsProps) {
  const acts = useActs()
  const [typed, setTyped] = useState<string | null>(null)
  const [hasPrice, setPrice] = useState(false)
  const jobs = useAsk('label:product-jobs', { consignmentId })
  const w = words.receive
  const text = typed ?? String(Math.min(mostAtOnce, Math.max(1, line.received)))
  const count = readWhole(text, range)
  const [sent, setSent] = useState<number | null>(null)
  const print = async () => {
    if (count === null) return
    setSent(null)
    const { productId } = line
    const job = await acts.act('labels', 'label:product', { productId, consignmentId, count, hasPrice })
    if (job) setSent(count)
  }
  return (
    <div className="product-labels">
      <span className="field-row">
        <TextField label={w.labelCount} value={text} onValue={setTyped} />
        <ActButton isPressed={hasPrice} onClick={() => setPrice(!hasPrice)}>
          {w.labelPrice}
        </ActButton>
        <ActButton
          icon="label"
          isDisabled={count === null}
          isBusy={acts.busy.has('labels')}
          onClick={() => void print()}
        >
          {w.printLabels(count ?? 1)}
        </ActButton>
      </span>
      <WholeWrong text={text} range={range} />
      <FailureOf acts={acts} where="labels" />
      {sent !== null && <p role="status">{w.labelsSent(sent)}</p>}
      {jobs.data?.map((job) => (
        <OpenJob key={job.jobId} job={job} acts={acts} />
      ))}
    </div>
  )
}

/** Labels that are not all out: how far they are, what is in the way, and the one question there may be. */
function OpenJob({ job, acts }: { readonly job: ProductLabelJob; readonly acts: Acts }) {
  const w = words.receive
  const { jobId } = job
  const answer = (cameOut: boolean) => void acts.act('labels', 'label:product-came-out', { jobId, cameOut })
  return (
    <div role="status">
      <p>
        {job.name}: {w.labelsDone(job.done, job.count)}
      </p>
      {job.problem && <p className="muted">{job.problem}</p>}
      <span className="reason-acts">
        {job.state === 'unsure' && (
          <>
            <strong>{w.labelQuestion(job.done + 1)}</strong>
            <ActButton onClick={() => answer(true)}>{w.labelCameOut}</ActButton>
            <ActButton onClick={() => answer(false)}>{w.labelNotOut}</ActButton>
          </>
        )}
        <ActButton kind="quiet" onClick={() => void acts.act('labels', 'label:drop-product', { jobId })}>
          {w.dropLabels}
        </ActButton>
      </span>
    </div>
  )
}
