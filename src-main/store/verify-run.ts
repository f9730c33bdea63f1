import { Worker } from 'node:worker_threads'
import { type Failure, StationError } from '../../src-shared/failure.ts'
import { workerFile } from '../worker-file.ts'
import type { StoreVerdict, VerifyWish } from './verify-file.ts'

/** What the thread says while it reads, and at its end. */
export type VerifySaid =
  | { is: 'read'; done: number; of: number }
  | { is: 'found'; found: StoreVerdict }
  | { is: 'failed'; failure: Failure }

export type VerifyRun = {
  /** Null when it was stopped. Rejects with what kept the store from being read. */
  found: Promise<StoreVerdict | null>
  stop(): void
}

/** Verifies a store file in a thread of its own. */
export function runVerification(wish: VerifyWish, onRows: (done: number, of: number) => void): VerifyRun {
  const worker = new Worker(workerFile('verify-worker', import.meta.url), { workerData: wish })
  let isStopped = false
  const found = new Promise<StoreVerdict | null>((resolve, reject) => {
    worker.on('message', (said: VerifySaid) => {
      if (said.is === 'read') onRows(said.done, said.of)
      else if (said.is === 'found') resolve(said.found)
      else reject(new StationError(said.failure.code, said.failure.say, said.failure.next))
    })
    worker.once('error', reject)
    worker.once('exit', (code) => {
      if (isStopped) resolve(null)
      else reject(new Error(`the verification ended with ${code}`))
    })
  })
  return {
    found,
    stop() {
      isStopped = true
      void worker.terminate()
    },
  }
}
