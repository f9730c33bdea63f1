import { expect, it } from 'vitest'
import { newTraceId } from '../../../src-main/lightspeed/trace.ts'

const clock = { now: () => Date.UTC(2026, 10, 20, 3, 4, 5), mono: () => 0, after: () => () => undefined }

it('names a call by its UTC time and sixteen hex digits', () => {
  expect(newTraceId(clock, () => 0.5)).toBe('req_20261120_030405_8000800080008000')
})

it('keeps its length for the smallest and the largest chance', () => {
  expect(newTraceId(clock, () => 0)).toBe('req_20261120_030405_0000000000000000')
  expect(newTraceId(clock, () => 1 - Number.EPSILON)).toBe('req_20261120_030405_ffffffffffffffff')
})
