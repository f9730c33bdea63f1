import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { proofsIn, proofsOf, tableOf, withTable } from '../../scripts/part/device-table.ts'
import { scaleProtocolIds, scaleProtocols } from '../../src-main/device/scale/protocols.ts'
import { vectors } from '../main/device/scale/protocol/vectors.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = join(root, 'src-main/device/README.md')
const proofs = proofsIn(join(root, 'test'))

describe('the table of devices', () => {
  it('is the one that the tests make: else run node scripts/device-table.mjs', () => {
    const committed = readFileSync(page, 'utf8')
    expect(committed).toBe(withTable(committed, tableOf(proofs, page)))
  })

  it('has every protocol of scales, by vectors and through a serial port, and no other', () => {
    const names = scaleProtocolIds.map((id) => scaleProtocols[id].name)
    for (const way of ['vectors', 'PTY']) {
      const proven = proofs.filter((proof) => proof.family === 'Scale' && proof.way === way)
      const lines = proven.map(({ protocol }) => protocol).filter((name) => !name.startsWith('USB'))
      expect(new Set(lines)).toEqual(new Set(names))
    }
    const shared = proofs
      .filter(({ file }) => file.endsWith('frames.test.ts'))
      .map(({ protocol }) => protocol)
    expect(new Set(shared)).toEqual(new Set(vectors.map(({ protocol }) => scaleProtocols[protocol].name)))
  })

  it('takes no row that no test stands behind, and none of a kind nobody knows', () => {
    const row = '// proves: Scale | Balance X | PTY\n'
    expect(() => proofsOf('x.test.ts', row)).toThrow(
      'x.test.ts: "// proves: Scale | Balance X | PTY" stands before no test',
    )
    expect(() => proofsOf('x.test.ts', `it('weighs', weighs)\n${row}`)).toThrow('stands before no test')
    expect(() => proofsOf('x.test.ts', `${row.replace('PTY', 'hope')}it('weighs', weighs)`)).toThrow(
      'no known',
    )
    expect(proofsOf('x.test.ts', `${row}it.skipIf(no)('weighs', weighs)`)).toEqual([
      { family: 'Scale', protocol: 'Balance X', way: 'PTY', file: 'x.test.ts' },
    ])
  })
})
