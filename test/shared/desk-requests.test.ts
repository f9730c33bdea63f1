import { describe, expect, it } from 'vitest'
import { packRequests } from '../../src-shared/contract/pack.ts'
import { receiveRequests } from '../../src-shared/contract/receive.ts'
import { workRequests } from '../../src-shared/contract/work.ts'

describe('a request that would do nothing', () => {
  it('is refused: a count by zero, at either bench', () => {
    const line = { consignmentId: 'c', lineId: 'l' }
    const pack = packRequests['pack:change'].takes
    const receive = receiveRequests['receive:change'].takes
    expect(pack.safeParse({ ...line, by: 0 }).success).toBe(false)
    expect(pack.safeParse({ ...line, by: -1 }).success).toBe(true)
    expect(receive.safeParse(line).success).toBe(false)
    expect(receive.safeParse({ ...line, received: 0, damaged: 0 }).success).toBe(false)
    expect(receive.safeParse({ ...line, damaged: -1 }).success).toBe(true)
  })

  it('is refused: a scan of nothing', () => {
    const scan = workRequests['desk:scan'].takes
    expect(['', ' \t'].map((text) => scan.safeParse({ text, by: 'typed' }).success)).toEqual([false, false])
    expect(scan.safeParse({ text: '9', by: 'typed' }).success).toBe(true)
  })
})
