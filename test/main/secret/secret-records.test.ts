import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openRecord, sealRecord } from '../../../src-main/secret/secret-records.ts'

const key = new Uint8Array(32).fill(7)

describe('a sealed record', () => {
  it('opens to the same text under the same key and name, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string(), (text, name) => {
        const whole = Buffer.from(text, 'utf8').toString('utf8')
        expect(openRecord(key, name, sealRecord(key, name, whole, randomBytes))).toBe(whole)
      }),
    )
  })

  it('S13 does not open under another name or key, nor with any one byte changed or cut off', () => {
    const sealed = sealRecord(key, 'lightspeed-token', 'canary-token', randomBytes)
    expect(openRecord(key, 'pin-pepper', sealed)).toBeNull()
    expect(openRecord(new Uint8Array(32), 'lightspeed-token', sealed)).toBeNull()
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(openRecord(key, 'lightspeed-token', changed)).toBeNull()
      expect(openRecord(key, 'lightspeed-token', sealed.subarray(0, at))).toBeNull()
    }
  })

  it('S24 holds nothing of its text, and is never sealed the same way twice', () => {
    const once = sealRecord(key, 'n', 'canary-token', randomBytes)
    const again = sealRecord(key, 'n', 'canary-token', randomBytes)
    expect(Buffer.from(once).toString('latin1')).not.toContain('canary')
    expect(Buffer.from(once).equals(Buffer.from(again))).toBe(false)
  })

  it('opens what an earlier version sealed', () => {
    const sealed = Buffer.from('AQABAgMEBQYHCAkKC69cw1DTNDYoL6LZUQGs+BFz5JkE', 'base64')
    expect(openRecord(key, 'n', sealed)).toBe('kept')
  })
})
