import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { hashOf } from '../../../src-main/journal/chain.ts'
import { openHeadSigner } from '../../../src-main/journal/head-signer.ts'
import { quietLog } from '../../../src-main/log/log.ts'
import { systemRandom } from '../../../src-main/random.ts'
import { journalReader } from '../../../src-main/store/journal-rows.ts'
import { openStore, type Store } from '../../../src-main/store/store.ts'
import { verifyFile } from '../../../src-main/store/verify-file.ts'
import { StationError } from '../../../src-shared/failure.ts'
import { testFolder, tickingClock, write } from '../bench.ts'

/** Lets the keychain answer. */
const answered = () => new Promise((resolve) => setImmediate(resolve))

/** A keychain's worth of secrets over a store's own records; shut, it gives and takes nothing. */
function secretsOf(store: Store) {
  const state = { isOpen: true, asked: 0 }
  const refuse = () => new StationError('keychain-locked', 'The keychain is locked.', 'Unlock it.')
  return {
    state,
    async get(name: string) {
      state.asked += 1
      const sealed = store.secrets.get(name)
      return state.isOpen && sealed !== null ? Buffer.from(sealed).toString() : null
    },
    async put(name: string, text: string) {
      if (!state.isOpen) throw refuse()
      store.secrets.put(name, Buffer.from(text))
    },
  }
}

let folder: string
beforeEach(() => {
  folder = testFolder()
})
const path = () => join(folder, 'station.sqlite')

function openSigned(isOpen = true) {
  const { store } = openStore(folder, tickingClock(), false, '1.2.3')
  const secrets = secretsOf(store)
  secrets.state.isOpen = isOpen
  const signer = openHeadSigner({ store, secrets, random: systemRandom, log: quietLog })
  return {
    store,
    secrets,
    signer,
    async count(rows: number) {
      for (let row = 0; row < rows; row += 1) write(store, 'test:one', () => store.settings.put('n', row))
      await answered()
    },
    close() {
      signer.close()
      store.close()
    },
  }
}

/** Edits the file the way somebody with a database tool would. */
function tamper(edit: (db: Database) => void): void {
  const db = new SqliteDatabase(path())
  db.exec('DROP TRIGGER journal_is_kept; DROP TRIGGER journal_is_final')
  edit(db)
  db.close()
}

/** Changes one row and makes every hash after it fit again. */
function writeAnew(db: Database, seq: number): void {
  const put = db.prepare('UPDATE journal SET actor = ?, previous_hash = ?, hash = ? WHERE seq = ?')
  let previous = ''
  for (const row of [...journalReader(db)()]) {
    const anew = row.seq < seq ? row : { ...row, actor: 'else', previousHash: previous }
    previous = hashOf(anew)
    if (row.seq >= seq) put.run(anew.actor, anew.previousHash, previous, row.seq)
  }
}

describe('the head of the journal', () => {
  it('is signed every hundred rows and at the end, with a key of its own under the keychain', async () => {
    const one = openSigned()
    await one.count(99)
    expect(one.store.signatures.all().map(({ seq }) => seq)).toEqual([100])
    await one.count(230)
    expect(one.store.signatures.all().map(({ seq }) => seq)).toEqual([100, 200, 300])
    const key = one.signer.publicKey()
    one.close()
    expect(verifyFile({ path: path(), publicKey: key })).toMatchObject({
      verdict: { is: 'sound', rows: 330 },
      signed: { seq: 330 },
    })
    const again = openSigned()
    await again.count(1)
    expect(again.signer.publicKey()).toBe(key)
    again.close()
  })

  it('is not signed while the keychain is shut, and is once it opens; the work goes on', async () => {
    const one = openSigned(false)
    await one.count(150)
    expect(one.store.signatures.all()).toEqual([])
    one.secrets.state.isOpen = true
    await one.count(60)
    expect(one.store.signatures.all()).toHaveLength(1)
    one.close()
  })

  it('keeps its key when the keychain is shut at a later start, rather than make a second one', async () => {
    const one = openSigned()
    await one.count(100)
    const key = one.signer.publicKey()
    one.close()
    const shut = openSigned(false)
    await shut.count(120)
    expect(shut.signer.publicKey()).toBeNull()
    shut.secrets.state.isOpen = true
    await shut.count(100)
    expect(shut.signer.publicKey()).toBe(key)
    shut.close()
  })

  it('shows a journal that was written anew with every hash fitting', async () => {
    const one = openSigned()
    await one.count(99)
    await one.count(50)
    one.close()
    tamper((db) => {
      writeAnew(db, 40)
      db.exec('DELETE FROM journal_signature WHERE seq > 100; UPDATE setting SET value = value')
    })
    const bad = { is: 'broken', what: 'rewritten', seq: 100, kind: 'test:one' }
    expect(verifyFile({ path: path() })).toMatchObject({ verdict: bad })
  })

  it('signed by somebody else is not the station’s own, and a signature that was changed is none', async () => {
    const one = openSigned()
    await one.count(120)
    const key = one.signer.publicKey()
    one.close()
    expect(verifyFile({ path: path(), publicKey: `${'A'.repeat(43)}=` }).verdict).toMatchObject({
      is: 'broken',
      what: 'rewritten',
    })
    tamper((db) => db.exec("UPDATE journal_signature SET at = 'later' WHERE seq = 121"))
    expect(verifyFile({ path: path(), publicKey: key }).verdict).toMatchObject({ is: 'broken', seq: 121 })
  })

  it('shows a tail that was cut, and tells it from an older copy put in place', async () => {
    const one = openSigned()
    await one.count(110)
    one.close()
    const copy = join(testFolder(), 'older.sqlite')
    copyFileSync(path(), copy)
    const later = openSigned()
    await later.count(120)
    const head = later.store.journal.head()
    later.close()

    const cut = join(testFolder(), 'station.sqlite')
    copyFileSync(path(), cut)
    tamper((db) => db.exec('DELETE FROM journal WHERE seq > 115'))
    expect(verifyFile({ path: path() }).verdict).toMatchObject({ is: 'broken', what: 'cut-off', seq: 116 })

    copyFileSync(copy, path())
    expect(verifyFile({ path: path() }).verdict).toMatchObject({ is: 'broken', what: 'older-copy', seq: 112 })
    // With the note beside it put back as well, only a head noted elsewhere tells.
    expect(verifyFile({ path: copy }).verdict).toMatchObject({ is: 'sound' })
    expect(verifyFile({ path: copy, heads: [head] }).verdict).toMatchObject({ what: 'older-copy', seq: 112 })
  })

  it('is signed up to the last hundred when the station is killed, and to the end by the next one', async () => {
    const one = openSigned()
    await one.count(99)
    await one.count(150)
    const killed = testFolder()
    // What lies on the disk at that moment: nothing was closed.
    for (const tail of ['', '-wal', '-head'])
      copyFileSync(path() + tail, join(killed, `station.sqlite${tail}`))
    one.close()
    folder = killed
    expect(verifyFile({ path: path() })).toMatchObject({
      verdict: { is: 'sound', rows: 250 },
      signed: { seq: 200 },
    })
    const next = openSigned()
    await next.count(0)
    next.close()
    expect(verifyFile({ path: path(), publicKey: next.signer.publicKey() })).toMatchObject({
      verdict: { is: 'sound' },
      signed: { seq: 250 },
    })
  })

  it('covers the role and the version of the program in each row', async () => {
    const one = openSigned()
    await one.count(2)
    const [row] = [...one.store.journalRowsInOrder()]
    expect(row).toMatchObject({ role: 'SY', program: '1.2.3' })
    one.close()
    tamper((db) => db.exec("UPDATE journal SET role = 'DI' WHERE seq = 2"))
    expect(verifyFile({ path: path() }).verdict).toMatchObject({ is: 'broken', what: 'changed', seq: 2 })
  })
})
