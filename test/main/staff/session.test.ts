import { describe, expect, it } from 'vitest'
import { askedBy, openSession, runAs } from '../../../src-main/staff/session.ts'
import type { PersonRow } from '../../../src-main/store/staff-rows.ts'
import { handClock } from '../host/stand-in.ts'

const person = (id: string): PersonRow => ({
  id,
  name: null,
  role: 'SA',
  outletIds: [],
  remoteUserId: null,
  isActive: true,
  hasPin: true,
  hasBadge: false,
})

function idling(limitMs: number | null) {
  const time = handClock()
  let idle = 0
  const session = openSession(
    time.clock,
    () => limitMs,
    () => {
      idle += 1
      session.end()
    },
  )
  return { ...time, session, idle: () => idle }
}

describe('a session', () => {
  it('ends by itself when nobody did anything for so long, counted from the last thing done', () => {
    const at = idling(60_000)
    at.session.begin(person('one'))
    at.pass(59_000)
    at.session.touch()
    at.pass(59_999)
    expect(at.session.person()?.id).toBe('one')
    at.pass(1)
    expect(at.idle()).toBe(1)
    expect(at.session.person()).toBeNull()
    at.pass(600_000)
    expect(at.idle()).toBe(1)
  })

  it('of the next person has a wait of its own', () => {
    const at = idling(60_000)
    at.session.begin(person('one'))
    at.pass(50_000)
    at.session.begin(person('two'))
    at.pass(50_000)
    expect(at.session.person()?.id).toBe('two')
    at.pass(10_000)
    expect(at.session.person()).toBeNull()
  })

  it('lasts where the station is set to lock never', () => {
    const at = idling(null)
    at.session.begin(person('one'))
    at.pass(86_400_000)
    expect(at.session.person()?.id).toBe('one')
    expect(at.waiting()).toBe(0)
  })
})

describe('a request', () => {
  it('belongs to whoever asked, until it is answered, and what it leaves running to nobody', async () => {
    const asker = { id: 'one', role: 'SM' } as const
    let later: () => unknown = () => null
    const seen = await runAs(asker, async () => {
      later = () => askedBy()
      const left = new Promise((done) => setImmediate(() => done(askedBy())))
      await Promise.resolve()
      return { now: askedBy(), left }
    })
    expect(seen.now).toEqual(asker)
    expect(later()).toBeNull()
    expect(await seen.left).toBeNull()
    expect(askedBy()).toBeNull()
  })
})
