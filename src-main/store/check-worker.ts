import { parentPort, workerData } from 'node:worker_threads'
import { openForReading } from './database.ts'
import type { FileCheck } from './file-check.ts'

/** The thread that reads a store file whole: on a large store that takes seconds. Answers SQLite's own word. */
const { path, how } = workerData as FileCheck
const db = openForReading(path)
try {
  parentPort?.postMessage(db.pragma(`${how}(1)`, { simple: true }))
} finally {
  db.close()
}
