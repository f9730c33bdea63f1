import { describe, expect, it } from 'vitest'
import { leftToPack } from '../../../src-renderer/pack/left-to-pack.ts'
import { nextOpenLine, orderLines, standOf, unitsTowards } from '../../../src-renderer/part/order-lines.ts'
import { packLine } from '../fixture-desks.ts'

const open = packLine(0, 6, 0)
const complete = packLine(1, 6, 6)
const over = packLine(2, 6, 7)
const begun = packLine(3, 6, 2)
const lines = [complete, over, open, begun]

describe('lines on a bench', () => {
  it('show the one touched last first, then open ones, then over, and let complete ones sink', () => {
    const touched = { ...packLine(4, 6, 6), touchedAt: '2026-11-22T10:00:00Z' }
    const earlier = { ...begun, touchedAt: '2026-11-22T09:00:00Z' }
    const order = orderLines([complete, over, open, earlier, touched], leftToPack, false)
    expect(order.map((line) => line.id)).toEqual(['line-4', 'line-0', 'line-3', 'line-2', 'line-1'])
  })

  it('keep only open ones, and the one just touched, when asked to', () => {
    expect(orderLines(lines, leftToPack, true).map((line) => line.id)).toEqual(['line-0', 'line-3'])
  })

  it('go on to the next open line in the order of the paper, and round', () => {
    expect(nextOpenLine(lines, leftToPack, 'line-0')).toBe('line-3')
    expect(nextOpenLine(lines, leftToPack, 'line-3')).toBe('line-0')
    expect(nextOpenLine([complete], leftToPack, 'line-1')).toBe('line-1')
    expect(nextOpenLine([], leftToPack, null)).toBe(null)
  })

  it('stand as untouched, short, complete, over or extra', () => {
    const stand = (counted: number, planned: number, isExtra = false) =>
      standOf({ counted, planned, isExtra })
    expect([stand(0, 6), stand(2, 6), stand(6, 6), stand(7, 6), stand(2, 0, true)]).toEqual([
      'untouched',
      'short',
      'complete',
      'over',
      'extra',
    ])
  })
})

describe('the progress of a bench', () => {
  it('does not count what is over on one line for what is short on another', () => {
    const packed = (line: { packed: number }) => line.packed
    const planned = (line: { planned: number }) => line.planned
    expect(unitsTowards([packLine(0, 6, 60), packLine(1, 6, 0)], packed, planned)).toBe(6)
    expect(unitsTowards([complete, begun, packLine(5, 0, 3)], packed, planned)).toBe(8)
  })
})
