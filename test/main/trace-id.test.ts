import { expect, it } from 'vitest'
import { isTraceId, newTraceId } from '../../src-main/trace-id.ts'

const clock = { now: () => Date.UTC(2026, 10, 20, 3, 4, 5), mono: () => 0, after: () => () => undefined }

it('names a request by its UTC time and sixteen hex digits', () => {
  const bytes = (count: number) => new Uint8Array(count).fill(0x80)
  expect(newTraceId(clock, bytes)).toBe('req_20261120_030405_8080808080808080')
  expect(isTraceId(newTraceId(clock))).toBe(true)
})
