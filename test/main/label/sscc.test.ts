import { describe, expect, it } from 'vitest'
import { labelNumberFor, readableNumber } from '../../../src-main/label/sscc.ts'
import { isSscc18 } from '../../../src-shared/rule/check-digit.ts'

describe('labelNumberFor', () => {
  it('makes an SSCC from the company prefix, with a right check digit', () => {
    const number = labelNumberFor({
      gs1Prefix: '9520123',
      extension: 0,
      serial: 456789123,
      internal: 'ST1-1',
    })
    expect(number).toEqual({ is: 'sscc', sscc18: '095201234567891235' })
    expect(number.is === 'sscc' && isSscc18(number.sscc18)).toBe(true)
    expect(readableNumber(number)).toBe('(00) 095201234567891235')
  })

  it('invents no GS1 number where there is no prefix', () => {
    const number = labelNumberFor({ gs1Prefix: null, extension: 0, serial: 1, internal: 'ST1-000042-B02' })
    expect(number).toEqual({ is: 'internal', text: 'ST1-000042-B02' })
    expect(readableNumber(number)).toBe('ST1-000042-B02')
  })
})
