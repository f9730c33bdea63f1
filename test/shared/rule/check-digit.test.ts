import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StationError } from '../../../src-shared/failure.ts'
import {
  expandUpcE,
  gs1CheckDigit,
  hasRightCheckDigit,
  isGtin,
  isSscc18,
  ssccOf,
} from '../../../src-shared/rule/check-digit.ts'

const digitsOf = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''))

describe('check digits', () => {
  it.each(['24012345678905', '2112233789657', '416000336108', '02345680', '73513537', '4006381333931'])(
    'accepts the GTIN %s',
    (gtin) => expect(isGtin(gtin)).toBe(true),
  )

  it.each([
    ['24012345678909', '5'],
    ['2112233789658', '7'],
    ['416000336107', '8'],
    ['02345689', '0'],
  ])('refuses %s, whose last digit should be %s', (gtin, right) => {
    expect(isGtin(gtin)).toBe(false)
    expect(gs1CheckDigit(gtin.slice(0, -1))).toBe(right)
  })

  it('accepts an SSCC only with 18 digits and the right last one', () => {
    expect(isSscc18('095201234567891235')).toBe(true)
    expect(isSscc18('095201234567891234')).toBe(false)
    expect(isSscc18('95201234567891235')).toBe(false)
    expect(isGtin('095201234567891235')).toBe(false)
  })

  it.each(['', '0', '1234567', '123456789', 'ABCDEFGH', '4006381333931 ', '４００６３８１３'])(
    'takes %j for no GTIN',
    (text) => expect(isGtin(text)).toBe(false),
  )

  it('refuses to compute a check digit of anything but digits', () => {
    expect(() => gs1CheckDigit('12a')).toThrow(/needs digits/)
    expect(() => gs1CheckDigit('')).toThrow(/needs digits/)
  })

  it('notices every single wrong digit', () => {
    fc.assert(
      fc.property(digitsOf(13), fc.nat(13), fc.integer({ min: 1, max: 9 }), (body, place, shift) => {
        const good = body + gs1CheckDigit(body)
        expect(hasRightCheckDigit(good)).toBe(true)
        const wrong = String((Number(good[place]) + shift) % 10)
        expect(hasRightCheckDigit(good.slice(0, place) + wrong + good.slice(place + 1))).toBe(false)
      }),
    )
  })
})

describe('the number of a box', () => {
  it('fills 17 digits with extension, prefix and serial, then the check digit', () => {
    expect(ssccOf({ extension: 0, gs1Prefix: '9520123', serial: 456789123 })).toBe('095201234567891235')
    expect(ssccOf({ extension: 3, gs1Prefix: '9520123', serial: 1 })).toBe('395201230000000012')
    expect(ssccOf({ extension: 3, gs1Prefix: '952012345678', serial: 9_999 })).toHaveLength(18)
  })

  it('is a valid SSCC for every serial that fits, and a different one for each', () => {
    fc.assert(
      fc.property(fc.nat(9), fc.nat(999_999_999), fc.nat(999_999_999), (extension, one, other) => {
        const first = ssccOf({ extension, gs1Prefix: '9520123', serial: one })
        expect(isSscc18(first)).toBe(true)
        expect(first === ssccOf({ extension, gs1Prefix: '9520123', serial: other })).toBe(one === other)
      }),
    )
  })

  it.each([
    [{ extension: 0, gs1Prefix: '952012345678', serial: 10_000 }, 'SSCC_SERIAL'],
    [{ extension: 0, gs1Prefix: '9520123', serial: -1 }, 'SSCC_SERIAL'],
    [{ extension: 0, gs1Prefix: '9520123', serial: 1.5 }, 'SSCC_SERIAL'],
    [{ extension: 0, gs1Prefix: '9520', serial: 2 ** 53 }, 'SSCC_SERIAL'],
    [{ extension: 10, gs1Prefix: '9520123', serial: 1 }, 'SSCC_PREFIX'],
    [{ extension: 0, gs1Prefix: '', serial: 1 }, 'SSCC_PREFIX'],
    [{ extension: 0, gs1Prefix: '95A0123', serial: 1 }, 'SSCC_PREFIX'],
    [{ extension: 0, gs1Prefix: '9520123456789', serial: 1 }, 'SSCC_PREFIX'],
  ])('is refused with a sentence for %j', (parts, code) => {
    let refusal: unknown
    try {
      ssccOf(parts)
    } catch (thrown) {
      refusal = thrown
    }
    expect(refusal).toBeInstanceOf(StationError)
    expect((refusal as StationError).code).toBe(code)
  })
})

describe('UPC-E', () => {
  it.each([
    ['04252614', '042100005264'],
    ['01234531', '012300000451'],
    ['01234242', '012340000022'],
    ['01234565', '012345000065'],
    ['06543217', '065100004327'],
  ])('%s stands for UPC-A %s', (upcE, upcA) => expect(expandUpcE(upcE)).toBe(upcA))

  it.each(['04252615', '24252614', '0425261', '042526140', '0425261A', ''])('%j stands for nothing', (text) =>
    expect(expandUpcE(text)).toBeNull(),
  )
})
