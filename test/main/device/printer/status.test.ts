import { describe, expect, it } from 'vitest'
import {
  busyTrouble,
  hostTrouble,
  isIdle,
  readErrorStatus,
  readHostStatus,
  readLabelCount,
} from '../../../../src-main/device/printer/status.ts'

const answer = (
  first = '030,0,0,1218,000,0,0,0,000,0,0,0',
  second = '000,0,0,0,0,2,6,0,00000000,1,000',
  third = '1234,0',
) => [first, second, third].map((line) => `\x02${line}\x03\r\n`).join('')

// proves: Label printer | ZPL with ~HS and ~HQES | vectors
describe('the host status of a Zebra', () => {
  it('is ready and idle when every flag is 0', () => {
    const status = readHostStatus(answer())
    if (status === null) throw new Error('unread')
    expect(hostTrouble(status)).toBeNull()
    expect(busyTrouble(status)).toBeNull()
    expect(isIdle(status)).toBe(true)
  })

  const troubles: [string, string | undefined, string | undefined, RegExp][] = [
    ['paper out', '030,1,0,1218,000,0,0,0,000,0,0,0', undefined, /out of labels/],
    ['paused', '030,0,1,1218,000,0,0,0,000,0,0,0', undefined, /paused/],
    ['head open', undefined, '000,0,1,0,0,2,6,0,00000000,1,000', /is open/],
    ['ribbon out', undefined, '000,0,0,1,0,2,6,0,00000000,1,000', /ribbon/],
    ['settings lost', '030,0,0,1218,000,0,0,0,000,1,0,0', undefined, /settings/],
    ['too cold', '030,0,0,1218,000,0,0,0,000,0,1,0', undefined, /cold/],
    ['too hot', '030,0,0,1218,000,0,0,0,000,0,0,1', undefined, /hot/],
    ['open and empty', '030,1,1,1218,000,0,0,0,000,0,0,0', '000,0,1,1,0,2,6,0,00000000,1,000', /is open/],
  ]
  for (const [name, first, second, why] of troubles) {
    it(`is a sentence and a next step: ${name}`, () => {
      const status = readHostStatus(answer(first, second))
      const trouble = status && hostTrouble(status)
      expect(trouble?.why).toMatch(why)
      expect(trouble?.next).toMatch(/\.$/)
    })
  }

  it('is busy, not in trouble, with part of another label', () => {
    const status = readHostStatus(answer('030,0,0,1218,000,0,0,1,000,0,0,0'))
    if (status === null) throw new Error('unread')
    expect(hostTrouble(status)).toBeNull()
    expect(busyTrouble(status)).not.toBeNull()
    expect(isIdle(status)).toBe(false)
  })

  it('is not idle while formats wait or labels of a batch remain', () => {
    const waiting = readHostStatus(answer('030,0,0,1218,002,0,0,0,000,0,0,0'))
    const batch = readHostStatus(answer(undefined, '000,0,0,0,0,2,6,0,00000007,1,000'))
    expect(waiting).toMatchObject({ formatsWaiting: 2 })
    expect(batch).toMatchObject({ labelsRemaining: 7 })
    expect(waiting && isIdle(waiting)).toBe(false)
    expect(batch && isIdle(batch)).toBe(false)
  })

  it('is unread until both strings came whole, wherever the answer is cut', () => {
    const text = answer()
    const whole = text.indexOf('\x03', text.indexOf('\x03') + 1)
    for (let length = 0; length <= whole; length++) expect(readHostStatus(text.slice(0, length))).toBeNull()
    expect(readHostStatus(text.slice(0, whole + 1))).not.toBeNull()
  })

  it('is unread when a field is no number', () => {
    expect(readHostStatus(answer('030,x,0,1218,000,0,0,0,000,0,0,0'))).toBeNull()
  })
})

describe('the error status of a Zebra', () => {
  const text = (errors: string) =>
    `\x02\r\nPRINTER STATUS\r\n   ERRORS:         ${errors}\r\n   WARNINGS:       1 00000000 00000002\r\n\x03`

  it('names the cause a person can see first: open before out of labels', () => {
    expect(readErrorStatus(text('1 00000000 00000005'))).toMatchObject({
      is: 'trouble',
      trouble: { why: 'The printer is open.' },
    })
  })

  for (const [bits, why] of [
    ['00000001', /out of labels/],
    ['00000002', /ribbon/],
    ['00000008', /cutter/],
    ['00000010', /hot/],
    ['00010000', /paused/],
    ['00000040', /error 00000000 00000040/],
  ] as const) {
    it(`reads ${bits}`, () => {
      const errors = readErrorStatus(text(`1 00000000 ${bits}`))
      expect(errors.is === 'trouble' ? errors.trouble.why : errors.is).toMatch(why)
    })
  }

  it('names nothing when there is nothing, and is unread when cut', () => {
    expect(readErrorStatus(text('0 00000000 00000000'))).toEqual({ is: 'none' })
    expect(readErrorStatus('\x02\r\nPRINTER STATUS\r\n   ERRORS:    1 0000')).toEqual({ is: 'unread' })
  })
})

it('reads a label counter where there is one', () => {
  expect(readLabelCount('"123"\r\n')).toBe(123)
  expect(readLabelCount('"?"')).toBeNull()
  expect(readLabelCount('?')).toBeNull()
})
