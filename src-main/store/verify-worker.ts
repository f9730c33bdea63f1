import { parentPort, workerData } from 'node:worker_threads'
import { StationError } from '../../src-shared/failure.ts'
import { type VerifyWish, verifyFile } from './verify-file.ts'
import type { VerifySaid } from './verify-run.ts'

/** The thread that reads a store whole: hashing 300,000 rows takes seconds, and no scan may wait for it. */
const said = (message: VerifySaid) => parentPort?.postMessage(message)
try {
  const found = verifyFile(workerData as VerifyWish, (done, of) => said({ is: 'read', done, of }))
  said({ is: 'found', found })
} catch (thrown) {
  if (!(thrown instanceof StationError)) throw thrown
  said({ is: 'failed', failure: thrown.toFailure() })
}
