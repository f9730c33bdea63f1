import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { verifyChain } from '../../../src-main/journal/chain.ts'
import { openDatabase } from '../../../src-main/store/database.ts'
import { openStore, systemActor } from '../../../src-main/store/store.ts'

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

  it('refuses a command inside another', () => {
    const { store } = openStore(folder, systemClock)
    expect(() => store.write(command('outer'), () => store.write(command('inner'), () => 1))).toThrow(
      'inside another',
    )
    store.close()
  })
})
