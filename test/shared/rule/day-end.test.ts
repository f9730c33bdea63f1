import { describe, expect, it } from 'vitest'
import { isAskedIfLeft, lastDayEnd } from '../../../src-shared/rule/day-end.ts'

const zone = 'Pacific/Auckland'
/** 13 hours ahead of UTC in summer: 17:00 there is 04:00 of the same day. */
const at = (time: string) => new Date(`2026-11-23T${time}Z`)

describe('the newest end of a day', () => {
  it('is that of today once it has come, by the clocks of the outlet', () => {
    expect(lastDayEnd(at('04:00:00'), '17:00', zone).toISOString()).toBe('2026-11-23T04:00:00.000Z')
    expect(lastDayEnd(at('10:59:00'), '17:00', zone).toISOString()).toBe('2026-11-23T04:00:00.000Z')
  })

  it('is that of yesterday until then, over the ends of months and of summer time', () => {
    expect(lastDayEnd(at('03:59:59'), '17:00', zone).toISOString()).toBe('2026-11-22T04:00:00.000Z')
    expect(lastDayEnd(new Date('2027-02-28T20:00:00Z'), '17:00', zone).toISOString()).toBe(
      '2027-02-28T04:00:00.000Z',
    )
    // Clocks went back at 03:00 on 4 April 2027.
    expect(lastDayEnd(new Date('2027-04-04T00:00:00Z'), '17:00', zone).toISOString()).toBe(
      '2027-04-03T04:00:00.000Z',
    )
    expect(lastDayEnd(new Date('2027-04-04T05:00:00Z'), '17:00', zone).toISOString()).toBe(
      '2027-04-04T05:00:00.000Z',
    )
  })

  it('in an hour that the clocks skip is an hour later', () => {
    // Clocks go forward from 02:00 to 03:00 on 27 September 2026.
    expect(lastDayEnd(new Date('2026-09-26T20:00:00Z'), '02:30', zone).toISOString()).toBe(
      '2026-09-26T14:30:00.000Z',
    )
  })
})

describe('what stands packed', () => {
  const asked = (now: Date, packedAt: Date, saidHereAt: Date | null = null) =>
    isAskedIfLeft(
      { packedAt: packedAt.toISOString(), saidHereAt: saidHereAt?.toISOString() ?? null },
      { now, endsAt: '17:00', timeZone: zone },
    )

  it('is asked about at the end of the day it was packed on, and not before', () => {
    expect(asked(at('03:59:00'), at('01:00:00'))).toBe(false)
    expect(asked(at('04:00:00'), at('01:00:00'))).toBe(true)
  })

  it('after the end of the day is left alone until the next one', () => {
    expect(asked(at('09:00:00'), at('05:00:00'))).toBe(false)
    expect(asked(new Date('2026-11-24T04:00:00Z'), at('05:00:00'))).toBe(true)
  })

  it('and said to be still here is not asked about again before the next end', () => {
    expect(asked(at('06:00:00'), at('01:00:00'), at('05:00:00'))).toBe(false)
    expect(asked(new Date('2026-11-24T04:00:00Z'), at('01:00:00'), at('05:00:00'))).toBe(true)
    // Said before the day had ended, it was no answer to its question.
    expect(asked(at('06:00:00'), at('01:00:00'), at('03:00:00'))).toBe(true)
  })

  it('that nobody was there to be asked about is asked about in the morning', () => {
    expect(asked(new Date('2026-11-23T20:00:00Z'), at('01:00:00'))).toBe(true)
  })
})
