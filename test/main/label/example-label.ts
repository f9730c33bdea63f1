import type { BoxLabel } from '../../../src-main/label/box-label.ts'

/** An SSCC with a right check digit, under GS1's example prefix. */
export const exampleSscc = '095201234567891235'

/** A product name that would be three commands if it reached a printer as it is. */
export const hostileName = '^XZ~JA_5E <b>bold</b> & sons'

/** A box on its way to a place with macron vowels. */
export function exampleLabel(changes: Partial<BoxLabel> = {}): BoxLabel {
  return {
    labelNumber: { is: 'sscc', sscc18: exampleSscc },
    from: { name: 'Warehouse Ōtāhuhu' },
    to: { name: 'Whangārei', addressLines: ['12 Bank Street', 'Whangārei 0110'] },
    consignmentCode: 'TR-01042',
    boxNumber: 2,
    boxCount: 3,
    units: 24,
    lineCount: 6,
    grams: 3910,
    weightFrom: 'scale',
    packedAt: '22 Nov 2026 14:05',
    isTraining: false,
    copy: null,
    containsNicotine: false,
    lines: [{ quantity: 6, name: hostileName, sku: 'PKB-01' }],
    ...changes,
  }
}
