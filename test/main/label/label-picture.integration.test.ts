import { afterAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import type { BoxLabel } from '../../../src-main/label/box-label.ts'
import type { Dpi, LabelSize } from '../../../src-main/label/page.ts'
import { labelPreview } from '../../../src-main/label/preview.ts'
import { boxLabelZpl, testLabelZpl } from './as-printed.ts'
import { exampleLabel, exampleSscc } from './example-label.ts'
import { codesIn } from './reading-back.ts'

const preview = labelPreview(systemClock)
afterAll(() => preview.close())

async function read(label: BoxLabel, dpi: Dpi, size: LabelSize) {
  return codesIn(await preview.renderZpl(boxLabelZpl(label, { dpi, size }), { dpi, size }))
}

describe('a rendered box label', () => {
  for (const dpi of [203, 300] as const) {
    for (const size of ['4x6', '100x150', '4x3'] as const) {
      it(`reads as GS1-128 with its SSCC at ${dpi} dpi on ${size}`, async () => {
        expect(await read(exampleLabel(), dpi, size)).toEqual([
          { identifier: ']C1', text: `00${exampleSscc}` },
        ])
      })
    }
  }

  it.each([
    [203, '100x150'],
    [300, '4x3'],
  ] as const)('reads as plain Code 128 with its own number at %i dpi on %s', async (dpi, size) => {
    const label = exampleLabel({ labelNumber: { is: 'internal', text: 'ST1-000042-B02' } })
    expect(await read(label, dpi, size)).toEqual([{ identifier: ']C0', text: 'ST1-000042-B02' }])
  })

  it('reads at 600 dpi, where the bars are drawn as boxes', async () => {
    expect(await read(exampleLabel(), 600, '4x6')).toEqual([{ identifier: ']C1', text: `00${exampleSscc}` }])
  })

  it('S15 still reads when every text on it is a command', async () => {
    const hostile = '^XZ~JA^XA^FO0,0^GB800,1200,800^FS'
    const label = exampleLabel({
      from: { name: hostile },
      to: { name: hostile, addressLines: [hostile, hostile] },
      consignmentCode: hostile,
      packedAt: hostile,
      copy: { number: 2, reason: hostile },
      lines: [{ quantity: 1, name: hostile, sku: hostile }],
    })
    expect(await read(label, 203, '4x6')).toEqual([{ identifier: ']C1', text: `00${exampleSscc}` }])
  })

  it('reads a long own number, its bars made narrower', async () => {
    const text = 'ST12345-01J9ZQ4T6W8Y0A2C4E6G'
    const label = exampleLabel({ labelNumber: { is: 'internal', text } })
    for (const dpi of [203, 600] as const) {
      expect(await read(label, dpi, '4x3')).toEqual([{ identifier: ']C0', text }])
    }
  })
})

describe('the test label', () => {
  it('reads on every size', async () => {
    for (const size of ['4x6', '100x150', '4x3'] as const) {
      const zpl = testLabelZpl({ printer: 'Bench 1 ^XZ', at: '22 Nov 2026 14:05' }, { dpi: 203, size })
      const codes = await codesIn(await preview.renderZpl(zpl, { dpi: 203, size }))
      expect(codes).toEqual([{ identifier: ']C0', text: 'TEST-LABEL-0001' }])
    }
  })
})

describe('the preview', () => {
  it('leaves the event loop free while it draws', async () => {
    const stock = { dpi: 300, size: '4x6' } as const
    const zpl = boxLabelZpl(exampleLabel(), stock)
    await preview.renderZpl(zpl, stock)
    let turns = 0
    const turning = setInterval(() => {
      turns += 1
    }, 1)
    await preview.renderZpl(zpl, stock)
    clearInterval(turning)
    // Drawn in this thread, it would leave none between its beginning and its end.
    expect(turns).toBeGreaterThan(0)
  })

  it('says in words when a job holds no label, and draws the next one', async () => {
    const stock = { dpi: 203, size: '4x3' } as const
    await expect(preview.renderZpl('no label', stock)).rejects.toMatchObject({ code: 'label-preview-failed' })
    expect((await preview.renderZpl(boxLabelZpl(exampleLabel(), stock), stock)).length).toBeGreaterThan(1000)
  })

  it('gives up on a label that takes too long, and draws the next one', async () => {
    const due: (() => void)[] = []
    const impatient = labelPreview({
      ...systemClock,
      after: (ms, run) => {
        if (ms === 30_000) due.push(run)
        return () => undefined
      },
    })
    const stock = { dpi: 203, size: '4x3' } as const
    const zpl = boxLabelZpl(exampleLabel(), stock)
    const drawing = impatient.renderZpl(zpl, stock)
    due[0]?.()
    await expect(drawing).rejects.toMatchObject({ code: 'label-preview-failed' })
    expect((await impatient.renderZpl(zpl, stock)).length).toBeGreaterThan(1000)
    await impatient.close()
  })

  it('gives a label that waits behind others the whole time again with each picture', async () => {
    const watches = new Set<number>()
    const begun: number[] = []
    const patient = labelPreview({
      ...systemClock,
      after: (ms) => {
        if (ms !== 30_000) return () => undefined
        const id = begun.push(ms)
        watches.add(id)
        return () => watches.delete(id)
      },
    })
    const stock = { dpi: 203, size: '4x3' } as const
    const zpl = boxLabelZpl(exampleLabel(), stock)
    const [first, second] = [patient.renderZpl(zpl, stock), patient.renderZpl(zpl, stock)]
    expect([...watches]).toEqual([1])
    await first
    expect([...watches]).toEqual([2])
    await second
    expect([...watches]).toEqual([])
    await patient.close()
  })
})
