import { parentPort, workerData } from 'node:worker_threads'
import { openForReading } from './database.ts'

/** The thread that reads a copy of the store whole: on a large store that takes seconds. Answers SQLite's own word. */
const db = openForReading(String(workerData))
try {
  parentPort?.postMessage(db.pragma('integrity_check(1)', { simple: true }))
} finally {
  db.close()
}
