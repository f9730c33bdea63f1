import { describe, expect, it } from 'vitest'
import { plainText } from '../../../src-main/label/plain-text.ts'

describe('plainText', () => {
  it('composes macrons, joins lines and drops what cannot be seen', () => {
    expect(plainText('  Whanga\u0304rei\r\n\tNorth\u00a0Shore\u202e\u200b ')).toBe('Whangārei North Shore')
  })

  it('leaves markup and commands as the text they are', () => {
    expect(plainText('^XZ~JA <b>&amp;</b>')).toBe('^XZ~JA <b>&amp;</b>')
  })
})
