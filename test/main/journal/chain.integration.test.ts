import { join } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runVerify } from '../../../src-main/cli/verify.ts'
import {
  genesisHash,
  hashOf,
  type JournalRow,
  type Tampering,
  verifyChain,
} from '../../../src-main/journal/chain.ts'
import { journalReader } from '../../../src-main/store/journal-rows.ts'
import { openStore } from '../../../src-main/store/store.ts'
import { testFolder, tickingClock, write } from '../bench.ts'

let folder: string
let said: string[]
beforeEach(() => {
  folder = testFolder()
  said = []
  const { store } = openStore(folder, tickingClock())
  for (let count = 1; count <= 8; count += 1) {
    write(store, `test:${count}`, () => store.settings.put('count', count))
  }
  store.close()
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      said.push(String(text))
      return true
    })
  }
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** Edits the file the way somebody with a database tool would: the triggers gone, the chain not told. */
function tamper(edit: (db: Database) => void): void {
  const db = new SqliteDatabase(join(folder, 'station.sqlite'))
  db.exec('DROP TRIGGER journal_is_kept; DROP TRIGGER journal_is_final')
  edit(db)
  db.close()
}

/** Puts a row in with a hash that fits what it says. */
function insertRow(db: Database, row: JournalRow): void {
  db.prepare(`
    INSERT INTO journal (seq, id, station, at, actor, subject, kind, given, changes, trace_id, role, program,
      previous_hash, hash)
    VALUES (@seq, @id, @station, @at, @actor, @subject, @kind, @given, @changes, @traceId, @role, @program,
      @previousHash, @hash)`).run({ ...row, hash: hashOf(row) })
}

function verdict() {
  const db = new SqliteDatabase(join(folder, 'station.sqlite'), { readonly: true })
  const found = verifyChain(journalReader(db)())
  db.close()
  return found
}

describe('the journal', () => {
  it('is append-only: no row is changed or deleted through any connection', () => {
    const db = new SqliteDatabase(join(folder, 'station.sqlite'))
    for (const sql of [
      "UPDATE journal SET actor = 'x'",
      'DELETE FROM journal',
      'DELETE FROM journal WHERE seq = 9',
    ]) {
      expect(() => db.exec(sql)).toThrow('append-only')
    }
    db.close()
    expect(verdict()).toMatchObject({ is: 'sound', rows: 9 })
  })

  const edits: [string, number, string, Tampering, (db: Database) => void][] = [
    [
      'what was given',
      4,
      'content was changed',
      'changed',
      (db) => db.exec(`UPDATE journal SET given = '{"x":1}' WHERE seq = 4`),
    ],
    [
      'what changed',
      5,
      'content was changed',
      'changed',
      (db) => db.exec(`UPDATE journal SET changes = '[]' WHERE seq = 5`),
    ],
    [
      'who did it',
      3,
      'content was changed',
      'changed',
      (db) => db.exec(`UPDATE journal SET actor = 'else' WHERE seq = 3`),
    ],
    ['a deleted row', 7, 'row 6 is missing', 'missing', (db) => db.exec('DELETE FROM journal WHERE seq = 6')],
    [
      'a deleted first row',
      2,
      'row 1 is missing',
      'missing',
      (db) => db.exec('DELETE FROM journal WHERE seq = 1'),
    ],
    [
      'an inserted row',
      10,
      'does not follow',
      'inserted',
      (db) =>
        db.exec(`INSERT INTO journal SELECT 10, 'new', station, at, actor, subject, kind, given, changes, trace_id,
          previous_hash, hash, role, program FROM journal WHERE seq = 9`),
    ],
    [
      'swapped rows',
      4,
      'does not follow',
      'swapped',
      (db) =>
        db.exec(`UPDATE journal SET seq = 99 WHERE seq = 4; UPDATE journal SET seq = 4 WHERE seq = 5;
          UPDATE journal SET seq = 5 WHERE seq = 99`),
    ],
    [
      'a row changed with its own hash made to fit',
      6,
      'does not follow',
      'rewritten',
      (db) => {
        const row = [...journalReader(db)()][4] as JournalRow
        const forged = { ...row, actor: 'else' }
        db.prepare('UPDATE journal SET actor = ?, hash = ? WHERE seq = 5').run('else', hashOf(forged))
      },
    ],
    [
      'a row made to fit and put in between, those after it moved up',
      5,
      'put in between',
      'inserted',
      (db) => {
        db.exec('UPDATE journal SET seq = -seq WHERE seq > 4; UPDATE journal SET seq = 1 - seq WHERE seq < 0')
        const [, , , fourth] = [...journalReader(db)()]
        const forged = { ...(fourth as JournalRow), seq: 5, id: 'new', kind: 'test:forged' }
        insertRow(db, { ...forged, previousHash: forged.hash })
      },
    ],
    [
      'a row taken out and the gap closed',
      5,
      'taken out before it',
      'missing',
      (db) =>
        db.exec(`DELETE FROM journal WHERE seq = 5; UPDATE journal SET seq = 1 - seq WHERE seq > 5;
          UPDATE journal SET seq = -seq WHERE seq < 0`),
    ],
  ]
  for (const [what, seq, why, named, edit] of edits) {
    it(`I8 shows ${what}: row ${seq} is named first, as ${named}`, () => {
      tamper(edit)
      expect(verdict()).toMatchObject({
        is: 'broken',
        what: named,
        seq,
        why: expect.stringContaining(why),
      })
      expect(runVerify(['--profile', folder])).toBe(1)
      expect(said.join('')).toContain(`row ${seq} (test:`)
    })
  }

  it('a tail that was cut is seen against a head noted elsewhere', () => {
    const db = new SqliteDatabase(join(folder, 'station.sqlite'), { readonly: true })
    const rows = [...journalReader(db)()]
    db.close()
    const head = { seq: 9, hash: rows[8]?.hash ?? '' }
    expect(verifyChain(rows, [head])).toMatchObject({ is: 'sound', rows: 9, head: head.hash })
    expect(verifyChain(rows.slice(0, 7), [head])).toMatchObject({
      is: 'broken',
      seq: 8,
      why: 'rows 8 to 9 are cut off',
    })
    expect(verifyChain(rows, [{ seq: 5, hash: genesisHash }])).toMatchObject({ is: 'broken', seq: 5 })
    expect(verifyChain([])).toEqual({ is: 'sound', rows: 0, head: genesisHash })
  })
})

describe('verify', () => {
  it('says sound with the number of rows and the head, and ends with 0', () => {
    expect(runVerify(['--profile', folder])).toBe(0)
    expect(said.join('')).toMatch(/station\.sqlite: 9 journal rows, sound\. Head 9:[0-9a-f]{64}\n$/)
  })

  it('ends with 2 and a sentence when there is nothing to read', () => {
    const nothing: [string[], string][] = [
      [[], '--profile DIR is missing'],
      [['--profile', testFolder()], 'There is no store in'],
      [['--wrong'], '--wrong'],
    ]
    for (const [words, sentence] of nothing) {
      said = []
      expect(runVerify(words)).toBe(2)
      expect(said.join('')).toContain(sentence)
    }
  })

  it('reads beside a station that is writing', () => {
    const { store } = openStore(folder, tickingClock(Date.UTC(2027, 0)))
    write(store, 'test:more', () => store.settings.put('count', 99))
    expect(runVerify(['--profile', folder])).toBe(0)
    expect(said.join('')).toContain('10 journal rows')
    store.close()
  })
})
