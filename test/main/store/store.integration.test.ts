import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Clock, systemClock } from '../../../src-main/clock.ts'
import { verifyChain } from '../../../src-main/journal/chain.ts'
import { openDatabase } from '../../../src-main/store/database.ts'
import { checkAhead } from '../../../src-main/store/file-check.ts'
import { openStore, type Store, systemActor } from '../../../src-main/store/store.ts'
import { verifyFile } from '../../../src-main/store/verify-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const command = (kind: string) => ({
  kind,
  actor: systemActor,
  subject: null,
  given: {},
  traceId: 'req_test',
})

describe('the store', () => {
  it('keeps synchronous=FULL when a store is opened again', () => {
    const path = join(folder, 'again.sqlite')
    openDatabase(path).close()
    const again = openDatabase(path)
    expect(again.pragma('synchronous', { simple: true })).toBe(2)
    expect(again.pragma('journal_mode', { simple: true })).toBe('wal')
    again.close()
  })

  it('writes the change and its journal row together, or neither', () => {
    const { store } = openStore(folder, systemClock)
    expect(() =>
      store.write(command('test:fails'), () => {
        store.settings.put('colour', 'green')
        throw new Error('in the middle')
      }),
    ).toThrow('in the middle')
    expect(store.settings.get('colour')).toBeNull()
    store.write(command('test:works'), () => store.settings.put('colour', 'blue'))
    expect(store.settings.get('colour')).toBe('blue')
    const rows = [...store.journalRowsInOrder()]
    expect(rows.map((row) => row.kind)).toEqual(['station:made', 'test:works'])
    expect(JSON.parse(rows[1]?.changes ?? '')).toEqual([
      { table: 'setting', key: { name: 'colour' }, before: null, after: { name: 'colour', value: '"blue"' } },
    ])
    expect(verifyChain(rows)).toMatchObject({ is: 'sound', rows: 2 })
    store.close()
  })

  it('keeps no journal row of what only repeats Lightspeed, and one as soon as something of its own changed', () => {
    const { store } = openStore(folder, systemClock)
    const heard: string[] = []
    store.onWritten(({ kind, changes }) => heard.push(`${kind} ${changes.length}`))
    store.repeat(command('feed:state'), () =>
      store.feeds.put({ ...store.feeds.get('users'), cursor: 7, isFirstPull: false }),
    )
    expect(store.feeds.get('users').cursor).toBe(7)
    store.repeat(command('feed:page'), () => store.settings.put('colour', 'blue'))
    expect([...store.journalRowsInOrder()].map((row) => row.kind)).toEqual(['station:made', 'feed:page'])
    expect(heard).toEqual(['feed:state 0', 'feed:page 1'])
    store.close()
  })

  it('refuses a command inside another', () => {
    const { store } = openStore(folder, systemClock)
    expect(() => store.write(command('outer'), () => store.write(command('inner'), () => 1))).toThrow(
      'inside another',
    )
    store.close()
  })

  it('refuses work that would wait inside the transaction, and writes nothing of it', () => {
    const { store } = openStore(folder, systemClock)
    const head = store.journal.head().seq
    expect(() => store.write(command('waits'), async () => store.settings.put('colour', 'red'))).toThrow(
      'may not wait',
    )
    expect(store.settings.get('colour')).toBeNull()
    expect(store.journal.head().seq).toBe(head)
    store.close()
  })

  it('I2 keeps no captured change of a refused command for the next one', () => {
    const { store } = openStore(folder, systemClock)
    const refuse = () =>
      store.write(command('refused'), () => {
        store.settings.put('colour', 'red')
        throw new Error('refused')
      })
    expect(refuse).toThrow('refused')
    store.write(command('empty'), () => undefined)
    expect([...store.journalRowsInOrder()].at(-1)?.changes).toBe('[]')
    store.close()
  })

  it('F09 keeps the order of ids after a restart with the clock set back', () => {
    let now = Date.UTC(2026, 10, 20, 12)
    const clock: Clock = { ...systemClock, now: () => now }
    const first = openStore(folder, clock).store
    const put = (store: Store, id: string) =>
      store.write(command('test'), () => store.outbox.put(id, 'lane', 'tell', '{}', store.now()))
    const before = first.newId()
    put(first, before)
    first.close()
    now = Date.UTC(2016, 0, 1)
    const second = openStore(folder, clock).store
    const after = second.newId()
    expect(after > before).toBe(true)
    put(second, after)
    expect(second.outbox.inLane('lane').map((row) => row.id)).toEqual([before, after])
    second.close()
  })
})

describe('a store another program holds', () => {
  let holder: ChildProcess | null = null
  afterEach(() => holder?.kill('SIGKILL'))

  async function hold(...words: string[]): Promise<void> {
    const script = new URL('hold-lock.ts', import.meta.url).pathname
    holder = spawn(process.execPath, [script, join(folder, 'station.sqlite'), ...words], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    await once(holder.stdout as NodeJS.ReadableStream, 'data')
  }

  it('F04 for a moment: the command is only later', async () => {
    const { store } = openStore(folder, systemClock)
    await hold('700')
    store.write(command('test:later'), () => store.settings.put('colour', 'blue'))
    expect(store.settings.get('colour')).toBe('blue')
    store.close()
  })

  it('F04 for long: a sentence after three seconds, nothing half done, and it goes on afterwards', async () => {
    const { store } = openStore(folder, systemClock)
    const head = store.journal.head()
    await hold()
    expect(() => store.write(command('test:held'), () => store.settings.put('colour', 'red'))).toThrow(
      'Another program is holding the store.',
    )
    expect(store.journal.head()).toEqual(head)
    expect(store.settings.get('colour')).toBeNull()
    holder?.kill('SIGKILL')
    await once(holder as ChildProcess, 'exit')
    store.write(command('test:free'), () => store.settings.put('colour', 'blue'))
    expect(store.settings.get('colour')).toBe('blue')
    store.close()
  })

  it('F05 at the start is a sentence, never a new empty store', () => {
    openStore(folder, systemClock).store.close()
    const other = new SqliteDatabase(join(folder, 'station.sqlite'))
    other.pragma('locking_mode = EXCLUSIVE')
    other.exec('BEGIN EXCLUSIVE')
    expect(() => openStore(folder, systemClock)).toThrow('held by another program')
    expect(readdirSync(folder).filter((file) => file.includes('damaged'))).toEqual([])
    other.exec('COMMIT')
    other.close()
    const { store, setAside } = openStore(folder, systemClock)
    expect(setAside).toBeNull()
    expect(store.journal.head().seq).toBe(1)
    store.close()
  })
})

describe('a damaged store', () => {
  const path = () => join(folder, 'station.sqlite')

  function flip(offset: number, length: number): Buffer {
    const bytes = readFileSync(path())
    bytes.fill(0xa5, offset, offset + length)
    writeFileSync(path(), bytes)
    return bytes
  }

  it('F07 with a flipped header is set aside whole, and the station opens with a new one', () => {
    openStore(folder, systemClock).store.close()
    const damaged = flip(0, 16)
    const { store, setAside } = openStore(folder, systemClock)
    expect(setAside).toMatch(/station\.sqlite\.damaged-\d+$/)
    expect(readFileSync(setAside ?? '').equals(damaged)).toBe(true)
    store.write(command('test:works'), () => store.settings.put('colour', 'blue'))
    store.close()
    expect(openStoreAgain()).toBeNull()
  })

  it('F07 with a broken page inside is found by the check at the start', () => {
    const { store } = openStore(folder, systemClock)
    for (let row = 0; row < 200; row += 1) {
      store.write(command('test:fill'), () => store.settings.put(`name-${row}`, 'x'.repeat(200)))
    }
    store.close()
    const bytes = readFileSync(path())
    flip(Math.floor(bytes.length / 4096 / 2) * 4096, 4096)
    expect(openStoreAgain()).toMatch(/damaged/)
  })

  it('F07 that was emptied is known by the journal noted beside it, and by its log, which stays', () => {
    const { store } = openStore(folder, systemClock)
    store.write(command('test:fill'), () => store.settings.put('colour', 'blue'))
    const log = readFileSync(`${path()}-wal`)
    store.close()
    writeFileSync(path(), '')
    expect(() => verifyFile({ path: path() })).toThrow('the file is empty')
    expect(openStoreAgain()).toMatch(/damaged/)

    rmSync(`${path()}-head`)
    writeFileSync(path(), '')
    writeFileSync(`${path()}-wal`, log)
    expect(checkAhead(folder)).toBeNull()
    const setAside = openStoreAgain() ?? ''
    expect(readFileSync(`${setAside}-wal`).equals(log)).toBe(true)
  })

  it('is not what an empty file is that has nothing beside it: a first start was cut short', () => {
    writeFileSync(path(), '')
    expect(openStoreAgain()).toBeNull()
  })

  // Root may write anywhere.
  it.skipIf(process.getuid?.() === 0)(
    'is not what a write-protected one is: that stays where it lies',
    () => {
      openStore(folder, systemClock).store.close()
      chmodSync(path(), 0o444)
      expect(() => openStore(folder, systemClock)).toThrow('cannot be used')
      expect(readdirSync(folder).filter((file) => file.includes('damaged'))).toEqual([])
      chmodSync(path(), 0o644)
      expect(openStoreAgain()).toBeNull()
    },
  )

  function openStoreAgain(): string | null {
    const { store, setAside } = openStore(folder, systemClock)
    store.close()
    return setAside
  }
})
