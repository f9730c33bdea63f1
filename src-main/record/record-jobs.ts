import { join } from 'node:path'
import type { Taken } from '../../src-shared/contract/contract.ts'
import { StationError } from '../../src-shared/failure.ts'
import type { RecordJob } from '../../src-shared/model/record.ts'
import { type Bench, commandOn } from '../bench.ts'
import type { JournalRow } from '../journal/chain.ts'
import type { Random } from '../random.ts'
import type { StoreVerdict } from '../store/verify-file.ts'
import { runVerification, type VerifyRun } from '../store/verify-run.ts'
import { writeRecord } from './record-file.ts'
import { tellMore } from './record-list.ts'
import { askerOf, scopeOf, scopeOfConsignment, wantedOf } from './record-scope.ts'

const pageRows = 100

export type RecordJobs = {
  job(): RecordJob
  /** @throws StationError `record-busy` */
  verify(): void
  /** @throws StationError `record-busy` or `no-such-consignment` */
  export(taken: Taken<'record:export'>): void
  /** What is under way ends with nothing done. */
  stop(): void
  /** Stops, and waits until nothing reads the store any more. */
  close(): Promise<void>
}

/** Checks the whole journal, or writes it to a file: one of them at a time, beside the work. */
export function openRecordJobs(parts: {
  bench: Bench
  folder: string
  random: Random
  /** The public half of the key this station signs with; null where it is not known. */
  publicKey(): string | null
  onChange(): void
}): RecordJobs {
  const { bench, folder, random } = parts
  const { store } = bench
  let job: RecordJob = { is: 'none' }
  let isStopped = false
  let run: VerifyRun | null = null
  let running: Promise<void> = Promise.resolve()

  function show(next: RecordJob): void {
    job = next
    parts.onChange()
  }

  /** Runs as whoever asked: `done` writes down what came of it. */
  function begin(first: RecordJob, work: () => Promise<RecordJob>): void {
    if (job.is === 'checking' || job.is === 'writing') throw busy()
    isStopped = false
    show(first)
    running = work().then(show, (thrown: unknown) => {
      if (!(thrown instanceof StationError)) bench.log.bug('record.job-broke', thrown)
      show({ is: 'failed', failure: failureOf(thrown) })
    })
  }

  /** Who asked is taken at the start: the request is long answered when it ends. */
  function noted(kind: string): (given: object) => void {
    const command = { ...commandOn(bench, kind, '', {}), subject: null }
    return (given) => store.write({ ...command, given }, () => undefined)
  }

  async function check(): Promise<RecordJob> {
    const note = noted('record:verified')
    const path = join(folder, 'station.sqlite')
    run = runVerification({ path, publicKey: parts.publicKey() }, (done, of) =>
      show({ is: 'checking', done, of }),
    )
    const found = await run.found
    if (found === null) return { is: 'stopped' }
    const checked = checkedOf(found, store.now())
    note({ rows: checked.rows, broken: checked.broken, differs: checked.differs })
    return checked
  }

  async function write({ filter, form }: Taken<'record:export'>): Promise<RecordJob> {
    const note = noted('record:exported')
    const asker = askerOf(bench)
    const { wanted, found } = wantedOf(store, filter)
    const scope = found === null ? scopeOf(store, asker) : scopeOfConsignment(store, asker)
    const about = [...wanted.about, ...scope.about]
    async function* pages(): AsyncGenerator<readonly JournalRow[] | null> {
      let rows = 0
      let below: number | null = null
      do {
        if (isStopped) {
          yield null
          return
        }
        const page = store.record.search({ ...wanted, about }, below, scope.sees, pageRows)
        rows += page.rows.length
        below = page.next
        yield page.rows
        show({ is: 'writing', rows })
        await new Promise((resolve) => setImmediate(resolve))
      } while (below !== null)
    }
    while ((await tellMore(bench)) !== null) if (isStopped) return { is: 'stopped' }
    const stamp = store.now().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15)
    // Whoever may not see what is in it must not guess what it is called.
    const file = `record-${stamp}-${Buffer.from(random(8)).toString('hex')}.${form === 'csv' ? 'csv' : 'jsonl'}`
    const written = await writeRecord(store, { folder, file, form }, pages())
    if (written === null) return { is: 'stopped' }
    note({ form, filter, rows: written.rows })
    return { is: 'written', file, ...written }
  }

  function stop(): void {
    isStopped = true
    run?.stop()
  }

  return {
    job: () => job,
    verify: () => begin({ is: 'checking', done: 0, of: store.record.length() }, check),
    export(taken) {
      wantedOf(store, taken.filter)
      begin({ is: 'writing', rows: 0 }, () => write(taken))
    },
    stop,
    close() {
      stop()
      return running
    },
  }
}

function checkedOf({ verdict, differs, signed }: StoreVerdict, at: string) {
  const broken =
    verdict.is === 'sound'
      ? null
      : { what: verdict.what, seq: verdict.seq, kind: verdict.kind, why: verdict.why }
  return {
    is: 'checked' as const,
    at,
    rows: verdict.is === 'sound' ? verdict.rows : verdict.seq - 1,
    signedSeq: signed?.seq ?? null,
    broken,
    differs,
  }
}

function busy(): StationError {
  return new StationError(
    'record-busy',
    'The record is being checked or written to a file already.',
    'Wait until it is done, or stop it first.',
    { retryable: true },
  )
}

function failureOf(thrown: unknown) {
  if (thrown instanceof StationError) return thrown.toFailure()
  const code = (thrown as { code?: unknown }).code
  return new StationError(
    'record-failed',
    `That did not work${typeof code === 'string' ? ` (${code})` : ''}; nothing was changed.`,
    'Look whether the disk has room, then try once more.',
    { retryable: true },
  ).toFailure()
}
