import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeLooksMisread, lookupKeys, normaliseCode } from '../../../src-shared/rule/code.ts'

describe('a code as the catalogue keeps it', () => {
  it.each([
    ['012345678905', '00012345678905'],
    ['0012345678905', '00012345678905'],
    ['4006381333931', '04006381333931'],
    ['73513537', '00000073513537'],
    ['24012345678905', '24012345678905'],
    ['04252614', '00042100005264'],
    ['01234565', '00000001234565'],
  ])('%s stands for the GTIN %s', (text, gtin14) => {
    expect(normaliseCode(text)).toEqual({ exact: text, gtin14 })
  })

  it.each(['4006381333932', 'ABC-123', '12345', '', '1234567890123456'])('%j is an internal code', (text) => {
    expect(normaliseCode(text).gtin14).toBeNull()
  })

  it('loses the blanks around it and nothing else', () => {
    expect(normaliseCode('  00 ab-1 \n').exact).toBe('00 ab-1')
  })

  it('takes 8 digits that are both EAN-8 and UPC-E for the one the scanner names', () => {
    expect(normaliseCode('01234565', 'UPC-E').gtin14).toBe('00012345000065')
    expect(normaliseCode('01234565', 'EAN-8').gtin14).toBe('00000001234565')
    expect(normaliseCode('73513537', 'UPC-E').gtin14).toBeNull()
  })
})

describe('the keys a code is looked up by', () => {
  it('tolerates the leading zeros of a UPC-A, either way', () => {
    expect(lookupKeys('012345678905')).toEqual([
      '012345678905',
      '00012345678905',
      '0012345678905',
      '12345678905',
    ])
    expect(lookupKeys('0012345678905')).toEqual([
      '0012345678905',
      '00012345678905',
      '012345678905',
      '12345678905',
    ])
  })

  it('goes down to 8 digits for an EAN-8 that came padded', () => {
    expect(lookupKeys('0000073513537')).toEqual([
      '0000073513537',
      '00000073513537',
      '000073513537',
      '73513537',
    ])
  })

  it('writes a UPC-E out only when it is one', () => {
    expect(lookupKeys('04252614')).toContain('042100005264')
    expect(lookupKeys('01234565')).not.toContain('012345000065')
    expect(lookupKeys('01234565', 'UPC-E')).toContain('012345000065')
  })

  it('looks an internal code up as it stands, zeros, letters and all', () => {
    expect(lookupKeys('00-Ab 12')).toEqual(['00-Ab 12'])
    expect(lookupKeys('4006381333932')).toEqual(['4006381333932'])
    expect(lookupKeys('000123')).toEqual(['000123'])
    expect(lookupKeys('  ')).toEqual([])
  })

  it('never reduces a pack to the unit in it', () => {
    expect(lookupKeys('24012345678905')).toEqual(['24012345678905'])
    expect(lookupKeys('14006381333938')).toEqual(['14006381333938'])
  })

  it('finds any GTIN however many of its leading zeros either side lost', () => {
    const body = fc.stringMatching(/^0\d{10}$/)
    fc.assert(
      fc.property(body, (eleven) => {
        const twelve = [...'0123456789']
          .map((digit) => eleven + digit)
          .find((upc) => normaliseCode(upc).gtin14)
        if (twelve === undefined) throw new Error('one of ten check digits is right')
        const scanned = [twelve, `0${twelve}`, `00${twelve}`]
        for (const text of scanned) expect(lookupKeys(text)).toEqual(expect.arrayContaining(scanned))
      }),
    )
  })

  it('starts with what was read and holds no key twice, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{0,20}$/)), (text) => {
        const keys = lookupKeys(text)
        expect(new Set(keys).size).toBe(keys.length)
        if (text.trim() !== '') expect(keys[0]).toBe(text.trim())
      }),
    )
  })
})

describe('a misread', () => {
  it('is a retail code whose check digit is wrong', () => {
    expect(codeLooksMisread('4006381333932', ']E0')).toBe(true)
    expect(codeLooksMisread('4006381333932', 'EAN-13')).toBe(true)
    expect(codeLooksMisread('02345689', ']E4')).toBe(true)
    expect(codeLooksMisread('416000336107', 'UPC-A')).toBe(true)
    expect(codeLooksMisread('04252615', 'UPC-E')).toBe(true)
  })

  it('is not a right one, an internal one, or one nobody knows the symbology of', () => {
    expect(codeLooksMisread('4006381333931', ']E0')).toBe(false)
    expect(codeLooksMisread('4006381333932')).toBe(false)
    expect(codeLooksMisread('4006381333932', 'Code 128')).toBe(false)
    expect(codeLooksMisread('ABC-1', 'EAN-13')).toBe(false)
    expect(codeLooksMisread('04252614', 'UPC-E')).toBe(false)
    expect(codeLooksMisread('04252614', 'EAN/UPC')).toBe(false)
  })
})
