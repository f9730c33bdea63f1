import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { expect, it, vi } from 'vitest'
import { runVerify } from '../../../src-main/cli/verify.ts'
import { hashOf, type JournalRow, type Tampering } from '../../../src-main/journal/chain.ts'
import { systemRandom } from '../../../src-main/random.ts'
import { openRecordJobs } from '../../../src-main/record/record-jobs.ts'
import { journalReader } from '../../../src-main/store/journal-rows.ts'
import { openStore } from '../../../src-main/store/store.ts'
import { testBench, testFolder, tickingClock } from '../bench.ts'

const tails = ['', '-head']

/** A store of eleven rows, and a copy of it from when it had six. */
function made(): { path: string; older: string } {
  const folder = testFolder()
  const { store } = openStore(folder, tickingClock())
  const [path, older] = [join(folder, 'station.sqlite'), join(folder, 'older.sqlite')]
  for (let n = store.record.length(); n < 11; n += 1) {
    const by = { actor: { id: 'bench', role: 'SM' }, subject: null, traceId: 't' } as const
    const given = { reason: `reason ${n}` }
    store.write({ kind: `test:${n}`, ...by, given }, () => store.settings.put('n', n))
    store.emptyLog()
    if (n === 5) copyFileSync(path, older)
  }
  store.close()
  return { path, older }
}

const rowOf = (db: Database, seq: number) => [...journalReader(db)()][seq - 1] as JournalRow

/** What somebody with a database tool does, the row that is to be named, and how. */
const edits: [Tampering, number, string | ((db: Database) => void)][] = [
  ['changed', 4, "UPDATE journal SET actor = 'else' WHERE seq = 4"],
  ['missing', 6, 'DELETE FROM journal WHERE seq = 5'],
  [
    'inserted',
    12,
    `INSERT INTO journal SELECT 12, 'new', station, at, actor, subject, kind, given, changes, trace_id, previous_hash,
      hash, role, program FROM journal WHERE seq = 11`,
  ],
  [
    'swapped',
    4,
    `UPDATE journal SET seq = 99 WHERE seq = 4; UPDATE journal SET seq = 4 WHERE seq = 5;
      UPDATE journal SET seq = 5 WHERE seq = 99`,
  ],
  [
    'rewritten',
    6,
    (db) => {
      const forged = { ...rowOf(db, 5), actor: 'else' }
      db.prepare('UPDATE journal SET actor = ?, hash = ? WHERE seq = 5').run('else', hashOf(forged))
    },
  ],
  ['cut-off', 9, 'DELETE FROM journal WHERE seq > 8'],
  ['text-changed', 7, "UPDATE journal_text SET text = 'another' WHERE text = 'reason 6'"],
  ['text-gone', 7, "DELETE FROM journal_text WHERE text = 'reason 6'"],
]

it('I8: the button and the command name the same first bad row for everything that can be done to a record', async () => {
  const { path, older } = made()
  const bench = testBench()
  const said: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  const told: Record<string, unknown> = {}
  const wanted: Record<string, unknown> = {}
  for (const [what, seq, edit] of [...edits, ['older-copy', 7, null] as const]) {
    const folder = testFolder()
    const tampered = join(folder, 'station.sqlite')
    for (const tail of tails) copyFileSync(path + tail, tampered + tail)
    if (edit === null) copyFileSync(older, tampered)
    else {
      const db = new SqliteDatabase(tampered)
      const triggers = db.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'journal_%'",
      )
      for (const name of triggers.pluck().all()) db.exec(`DROP TRIGGER ${name}`)
      if (typeof edit === 'string') db.exec(edit)
      else edit(db)
      db.close()
    }
    said.length = 0
    const code = runVerify(['--profile', folder])
    const parts = { bench, folder, random: systemRandom, publicKey: () => null, onChange: () => undefined }
    const jobs = openRecordJobs(parts)
    jobs.verify()
    await vi.waitUntil(() => jobs.job().is !== 'checking', { timeout: 20_000, interval: 10 })
    const job = jobs.job()
    told[what] = [
      job.is === 'checked' ? [job.broken?.what, job.broken?.seq] : job,
      code,
      said.join('').split(' is bad')[0],
    ]
    const named = ['cut-off', 'older-copy'].includes(what) ? '' : ' (test:'
    wanted[what] = [[what, seq], 1, expect.stringContaining(`row ${seq}${named}`)]
  }
  vi.restoreAllMocks()
  expect(told).toEqual(wanted)
})
