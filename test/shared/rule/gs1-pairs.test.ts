import { describe, expect, it } from 'vitest'
import { readScanText } from '../../../src-shared/rule/scan-text.ts'

const gs = '\u001d'

describe('identifiers beside one another (GS1 General Specifications 4.13, 4.14)', () => {
  const product = '0109521234543213'
  const box = '00095201234567891235'
  const problemsOf = (data: string) => readScanText(`]C1${data}`).problems

  it.each([
    ['a product and what is in a box', `${product}0209521234543213${'3725'}`, ['01', '02'], ['01', '37']],
    ['a product and a count of contents', `${product}3725`, ['01', '37']],
    ['a product and a coupon', `${product}2559521234543213`, ['01', '255']],
    ['a product and a piece of one', `${product}${'8006095212345432130102'}`, ['01', '8006']],
    ['two serial numbers', `${product}21A${gs}235B`, ['21', '235']],
    ['one weight, twice, with other decimals', `${product}3102000195${'3103000195'}`, ['3102', '3103']],
    ['a price and a price of the weight', `${product}30${'12'}${gs}3922299${gs}3952000100`, ['3922', '3952']],
    ['where it came from in two ways', `${product}422554${gs}426036`, ['422', '426']],
    ['two post codes', `${box}4201010${gs}4215541010`, ['420', '421']],
    ['two countries', `${box}4215541010${gs}4307NZ`, ['421', '4307']],
    ['two temperatures', `${box}4330000200${gs}4331000100`, ['4330', '4331']],
    [
      'two sides of a service',
      `8017${'952123454321000010'}${gs}8018${'952123454321000010'}`,
      ['8017', '8018'],
    ],
  ])('name %s', (_what, data, ...pairs) => {
    const named = problemsOf(data).filter(({ is }) => is === 'does-not-go-with')
    expect(named).toEqual(pairs.map(([ai, other]) => ({ is: 'does-not-go-with', ai, other })))
  })

  it.each([
    ['a batch', `10LOT7`, '10', '01/02/03/8006/8026'],
    ['a serial number in a box', `${box}21SER`, '21', '01/03/8006'],
    ['what is in a box, uncounted', `${box}0209521234543213`, '02', '37'],
    ['a count without contents', `${box}3725`, '37', '02/8026'],
    ['contents without their box', '0209521234543213' + '3725', '37', '00'],
    ['a place within nothing', '254AISLE', '254', '414'],
    ['a second serial number alone', `${product}250X`, '250', '21'],
    ['a route', '403R7', '403', '00'],
    ['a second line of an address', `${box}4303Yard`, '4303', '4302'],
    ['a price of what is not measured', `${product}3922299`, '3922', '30/31nn/32nn/35nn/36nn'],
    ['a weight with packaging', '3302012345', '3302', '00/01'],
    ['a component serial', '801112', '8011', '8010'],
  ])('name what is missing beside %s, and use what is there', (_what, data, ai, other) => {
    const reading = readScanText(`]C1${data}`)
    expect(reading.problems).toEqual([{ is: 'needs', ai, other }])
    expect(reading.gs1?.some((element) => element.ai === ai)).toBe(true)
  })

  it('that do not belong there are told once, and not of what they miss besides', () => {
    expect(problemsOf(`${product}3725`)).toEqual([{ is: 'does-not-go-with', ai: '01', other: '37' }])
  })

  it('are used as far as they can be', () => {
    expect(readScanText(`]C1${product}3725`)).toMatchObject({ gtin14: '09521234543213', sscc: null })
    expect(readScanText(`${product}3725`)).toMatchObject({ gtin14: '09521234543213' })
    expect(readScanText(`]C1${box}${product}3725`)).toMatchObject({ sscc: '095201234567891235' })
  })

  it('are not missed where they came and could not be read, nor behind what was not read', () => {
    expect(problemsOf('010952123454321410A')).toMatchObject([{ is: 'wrong-check-digit' }])
    expect(problemsOf(`10A${gs}88rest`)).toMatchObject([{ is: 'unknown-ai' }])
  })

  it('miss the product once, however many of them belong to it', () => {
    expect(problemsOf(`11260100${'15260131'}${'3103000195'}10A`)).toHaveLength(1)
  })
})
