import { expect, it } from 'vitest'
import { systemRandom } from '../../src-main/random.ts'

it('no bytes are given twice, however few or many are asked for', () => {
  const seen = new Set<string>()
  for (let n = 0; n < 500; n++) {
    for (const bytes of [8, 16, 32, 64, 65, 300]) {
      const given = systemRandom(bytes)
      expect(given).toHaveLength(bytes)
      // Eight bytes that came before would be one chance in 2^40 here.
      seen.add(Buffer.from(given).toString('hex').slice(0, 16))
    }
  }
  expect(seen.size).toBe(3_000)
})

it('what was given stays as it is when more is asked for', () => {
  const first = systemRandom(32)
  const kept = Buffer.from(first).toString('hex')
  for (let n = 0; n < 100; n++) systemRandom(32)
  expect(Buffer.from(first).toString('hex')).toBe(kept)
})
