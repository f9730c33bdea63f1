import { describe, expect, it } from 'vitest'
import { hasRunShort, patchSyncScreen } from '../../../src-renderer/live.ts'
import type { News } from '../../../src-shared/contract/news.ts'
import type { OutboxView, SyncScreen } from '../../../src-shared/model/sync.ts'

const entry = (id: string, but: Partial<OutboxView> = {}): OutboxView => ({
  id,
  consignmentId: `c-${id}`,
  code: id,
  what: 'packed counts',
  state: 'pending',
  local: 'packed',
  remote: null,
  since: '2026-11-20T03:00:00.000Z',
  nextTryAt: null,
  tries: 0,
  lastAnswer: null,
  advice: null,
  hasQuestion: false,
  traceId: null,
  ...but,
})
const line = (waiting: number): SyncScreen['line'] => ({
  is: 'waiting',
  say: `${waiting} waiting`,
  waiting,
  parked: 0,
  conflicts: 0,
  needs: 0,
  oldestWaitingSince: null,
  mustSignIn: false,
})
const screen = (entries: OutboxView[]): SyncScreen => ({
  line: line(entries.length),
  entries,
  conflicts: [],
  feeds: [],
  allowance: null,
})
const news = (but: Partial<News<'sync'>>): News<'sync'> => ({
  line: line(0),
  entries: [],
  gone: [],
  conflicts: null,
  feeds: [],
  allowance: null,
  ...but,
})

describe('news of what changed of sync', () => {
  it('changes rows in their places, adds new ones behind, and takes away what is done', () => {
    const before = screen([entry('a'), entry('b'), entry('c')])
    const after = patchSyncScreen(
      before,
      news({ entries: [entry('b', { tries: 2 }), entry('d')], gone: ['a'] }),
    )
    expect(after.entries.map(({ id, tries }) => [id, tries])).toEqual([
      ['b', 2],
      ['c', 0],
      ['d', 0],
    ])
    // What did not change is the same object: its row is not drawn again.
    expect(after.entries[1]).toBe(before.entries[2])
  })

  it('brings what is parked to the front', () => {
    const after = patchSyncScreen(
      screen([entry('a'), entry('b')]),
      news({ entries: [entry('b', { state: 'parked' })] }),
    )
    expect(after.entries.map(({ id }) => id)).toEqual(['b', 'a'])
  })

  it('leaves the conflicts as they are unless one was raised or settled', () => {
    const conflict = { id: 'k', consignmentId: 'c', code: '', raisedAt: '', here: '', there: '', choices: [] }
    const before = { ...screen([]), conflicts: [conflict] }
    expect(patchSyncScreen(before, news({})).conflicts).toEqual([conflict])
    expect(patchSyncScreen(before, news({ conflicts: [] })).conflicts).toEqual([])
  })

  it('asks for more only once the list has run short of what waits', () => {
    expect(hasRunShort({ ...screen([entry('a')]), line: line(9_000) })).toBe(true)
    expect(hasRunShort({ ...screen([entry('a')]), line: line(1) })).toBe(false)
    const many = Array.from({ length: 150 }, (_, at) => entry(`e${at}`))
    expect(hasRunShort({ ...screen(many), line: line(9_000) })).toBe(false)
  })
})
