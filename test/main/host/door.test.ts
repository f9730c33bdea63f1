import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Handlers, openDoor, registry } from '../../../src-main/host/door.ts'
import { isTraceId } from '../../../src-main/trace-id.ts'
import { contract } from '../../../src-shared/contract/contract.ts'
import { StationError } from '../../../src-shared/failure.ts'
import { countingRandom, handClock, notingLog, standInHandlers } from './stand-in.ts'

function open(given: Partial<Handlers>, parsesReplies = true) {
  const { log, noted } = notingLog()
  const { clock } = handClock()
  return {
    door: openDoor({ handlers: standInHandlers(given), clock, log, random: countingRandom, parsesReplies }),
    noted,
  }
}

describe('the door in front of the handlers', () => {
  it('hands the handler its argument parsed, with defaults filled in, and gives back its reply', async () => {
    const seen: unknown[] = []
    const { door } = open({
      'desk:times': (taken) => {
        seen.push(taken)
        return {}
      },
    })
    expect(await door.answer('desk:times', { consignmentId: 'c1', times: 3, extra: 'x' })).toEqual({
      ok: true,
      value: {},
    })
    expect(seen).toEqual([{ consignmentId: 'c1', times: 3 }])
  })

  it('answers an expected failure with its code, sentence and next step, and the trace id of the request', async () => {
    const { door, noted } = open({
      'sync:now': () => {
        throw new StationError('offline', 'There is no network.', 'Go on working.', { retryable: true })
      },
    })
    expect(await door.answer('sync:now', {})).toEqual({
      ok: false,
      failure: {
        code: 'offline',
        say: 'There is no network.',
        next: 'Go on working.',
        retryable: true,
        traceId: 'req_20261105_093015_0001020304050607',
      },
    })
    expect(noted.map((one) => one.level)).toEqual(['info'])
  })

  it('reports a bug whole to the log and plainly to the person, under one trace id', async () => {
    const broken = new TypeError('secret detail')
    const { door, noted } = open({ 'sync:now': async () => Promise.reject(broken) })
    const answer = await door.answer('sync:now', {})
    expect(answer).toMatchObject({ ok: false, failure: { code: 'bug', retryable: false } })
    expect(JSON.stringify(answer)).not.toContain('secret detail')
    expect(noted).toMatchObject([{ level: 'bug', thrown: broken, fields: { ask: 'sync:now' } }])
    const traceId = answer.ok ? null : answer.failure.traceId
    expect(isTraceId(traceId)).toBe(true)
    expect(noted[0]?.fields.traceId).toBe(traceId)
  })

  it('keeps a trace id that fits and makes its own in place of one that does not', async () => {
    const { door } = open({})
    const given = 'req_20260101_000000_00000000000000ff'
    const kept = await door.answer('sync:now', {}, given)
    const made = await door.answer('sync:now', {}, 'x\nforged line')
    expect([kept, made].map((one) => (one.ok ? '' : one.failure.traceId))).toEqual([
      given,
      'req_20261105_093015_0001020304050607',
    ])
  })

  it.each([
    'nothing:like-it',
    '__proto__',
    'constructor',
    'toString',
    '',
    7,
    null,
    undefined,
    {},
    ['sync:now'],
  ])('refuses the unknown request %j clearly', async (ask) => {
    const { door } = open({})
    expect(await door.answer(ask, {})).toMatchObject({ ok: false, failure: { code: 'unknown-request' } })
  })

  it('says which field of a request does not fit, without repeating what was in it', async () => {
    const { door } = open({})
    const answer = await door.answer('desk:times', { consignmentId: 'c1', times: 'token-like-text' })
    expect(answer).toMatchObject({ ok: false, failure: { code: 'bad-request' } })
    const say = answer.ok ? '' : answer.failure.say
    expect(say).toContain('times')
    expect(say).not.toContain('token-like-text')
  })

  it('S08 drops fields of a reply that the contract does not name', async () => {
    const more = { consignmentId: 'c1', accessToken: 'leak' }
    const { door } = open({ 'transfer:create': () => more })
    expect(await door.answer('transfer:create', { toOutletId: 'o1' })).toEqual({
      ok: true,
      value: { consignmentId: 'c1' },
    })
  })

  it('takes a reply of the wrong shape for a bug', async () => {
    const { door, noted } = open({ 'transfer:create': () => ({ consignmentId: 5 }) as never })
    expect(await door.answer('transfer:create', { toOutletId: 'o1' })).toMatchObject({
      ok: false,
      failure: { code: 'bug' },
    })
    expect(noted).toHaveLength(1)
  })

  it('runs the handler that stands there at the time of the request, not the one it was opened with', async () => {
    const handlers = standInHandlers({ 'transfer:create': () => ({ consignmentId: 'training' }) })
    const door = openDoor({
      handlers,
      clock: handClock().clock,
      log: notingLog().log,
      random: countingRandom,
    })
    handlers['transfer:create'] = () => ({ consignmentId: 'store' })
    const answer = await door.answer('transfer:create', { toOutletId: 'o1' })
    expect(answer).toEqual({ ok: true, value: { consignmentId: 'store' } })
  })

  it('S07 refuses a handler without a schema, and a request without a handler', () => {
    expect(() => registry({ ...standInHandlers(), 'pack:everything': () => ({}) })).toThrow('pack:everything')
    const { 'sync:now': _gone, ...rest } = standInHandlers()
    expect(() => registry(rest)).toThrow('sync:now')
    expect(() => registry({ ...standInHandlers(), 'sync:now': 'not a function' })).toThrow('sync:now')
  })

  it('S07 answers 10,000 random shapes and never throws', async () => {
    const { door } = open({})
    const ask = fc.oneof(fc.constantFrom(...Object.keys(contract)), fc.string(), fc.anything())
    const settles = fc.asyncProperty(
      ask,
      fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }),
      async (name, takes) => {
        const settled = await door.answer(name, takes)
        expect(settled.ok).toBe(false)
      },
    )
    await fc.assert(settles, { numRuns: 10_000 })
  })

  it('S07 survives an argument that throws when it is looked at', async () => {
    const { door } = open({})
    const trap = {
      get consignmentId() {
        throw new Error('looked at')
      },
    }
    expect(await door.answer('pack:open', trap)).toMatchObject({ ok: false, failure: { code: 'bug' } })
  })
})
