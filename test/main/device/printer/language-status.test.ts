import { describe, expect, it } from 'vitest'
import { readEplReport } from '../../../../src-main/device/printer/epl-tongue.ts'
import { isReceiptStatus, receiptTrouble } from '../../../../src-main/device/printer/escpos-tongue.ts'
import { readIdentity } from '../../../../src-main/device/printer/status.ts'
import { tsplTrouble } from '../../../../src-main/device/printer/tspl-tongue.ts'

// proves: Label printer | TSPL | vectors
describe('the status byte of TSPL', () => {
  it('is ready at 00, and printing is no trouble', () => {
    expect(tsplTrouble(0x00)).toBeNull()
    expect(tsplTrouble(0x20)).toBeNull()
  })

  for (const [bit, why] of [
    [0x01, /printer is open/],
    [0x02, /jammed/],
    [0x04, /out of labels/],
    [0x08, /ribbon/],
    [0x10, /paused/],
    [0x40, /cover/],
    [0x80, /hot/],
    [0x05, /printer is open/],
    [0x24, /out of labels/],
  ] as const) {
    it(`names the cause a person can see first in ${bit.toString(16)}`, () => {
      expect(tsplTrouble(bit)?.why).toMatch(why)
      expect(tsplTrouble(bit)?.next).toMatch(/\.$/)
    })
  }
})

// proves: Label printer | EPL | vectors
describe('what an EPL printer reports', () => {
  it('is done at ACK, ready at $00, and nothing while it is cut', () => {
    expect(readEplReport('\x06')).toEqual({ is: 'done' })
    expect(readEplReport('$00\r\n')).toEqual({ is: 'ready' })
    expect(readEplReport('')).toBeNull()
    expect(readEplReport('$1')).toBeNull()
    expect(readEplReport('\x13\x11')).toBeNull()
  })

  it('is trouble with a code, after NAK, $ or alone, and the newest counts', () => {
    for (const said of ['$11\r\n', '\x1511', '11\r\n', '\x06$11\r\n'])
      expect(readEplReport(said)).toMatchObject({ is: 'trouble', trouble: { why: 'The printer is open.' } })
    expect(readEplReport('$11\r\n$00\r\n')).toEqual({ is: 'ready' })
    expect(readEplReport('\x1507')).toMatchObject({ trouble: { why: /out of labels or ribbon/ } })
    expect(readEplReport('$66\r\n')).toMatchObject({ trouble: { why: 'The printer reports error 66.' } })
  })

  it('does not stop at a command the printer did not like', () => {
    expect(readEplReport('01\r\n')).toEqual({ is: 'ready' })
  })
})

// proves: Label printer | ESC/POS | vectors
describe('the status bytes of a receipt printer', () => {
  const fine = { printer: 0x12, offline: 0x12, paper: 0x12 }

  it('are known by their fixed bits', () => {
    expect([0x12, 0x16, 0x1a, 0x72, 0x7e].every(isReceiptStatus)).toBe(true)
    expect([0x00, 0x11, 0x13, 0x41, 0x92].some(isReceiptStatus)).toBe(false)
  })

  it('are well at 12, also when the roll is only near its end', () => {
    expect(receiptTrouble(fine)).toBeNull()
    expect(receiptTrouble({ ...fine, paper: 0x1e })).toBeNull()
  })

  for (const [status, why] of [
    [{ ...fine, printer: 0x1a }, /offline/],
    [{ ...fine, printer: 0x1a, offline: 0x16 }, /cover .* open/],
    [{ ...fine, offline: 0x1a }, /feeding paper/],
    [{ ...fine, offline: 0x32 }, /out of paper/],
    [{ ...fine, offline: 0x52 }, /error/],
    [{ ...fine, paper: 0x72 }, /out of paper/],
  ] as const) {
    it(`are a sentence and a next step: ${why.source}`, () => {
      expect(receiptTrouble(status)?.why).toMatch(why)
      expect(receiptTrouble(status)?.next).toMatch(/\.$/)
    })
  }
})

describe('what a ZPL printer says it is', () => {
  it('is its model, its firmware and its dots', () => {
    expect(readIdentity('\x02ZD421-300dpi,V93.21.07Z,12,8192KB\x03\r\n')).toEqual({
      model: 'ZD421-300dpi',
      firmware: 'V93.21.07Z',
      dpi: 300,
    })
    expect(readIdentity('\x02GK420d,V61.17,8,2104KB\x03')).toMatchObject({ dpi: 203 })
    expect(readIdentity('\x02Old,V1,6,512KB\x03')).toMatchObject({ dpi: null })
  })

  it('is nothing while it is cut, or from a printer of another language', () => {
    for (const text of ['', '\x02ZD421,V93,12', '~HI', '\x02a,b,c,d\x03', '\x02030,0,0\x03'])
      expect(readIdentity(text)).toBeNull()
  })
})
