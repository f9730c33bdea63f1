import { expect, it } from 'vitest'
import { readTrafficFile } from '../../../src-main/device/traffic/traffic-file.ts'
import { fitRecording, readRecording } from '../../../src-renderer/device/fit-recording.ts'

const head =
  'Consignment Station traffic record 1\nstarted 2026-11-22T01:02:03.000Z\ncontents left out\ndropped 0'
const piece = (at: number) => `     ${at}.000 printer out bytes ${'78 '.repeat(31)}78 |${'x'.repeat(32)}|`
const rest = `+ ${'78 '.repeat(31)}78 |${'x'.repeat(32)}|`
const recording = (count: number) =>
  `${head}\n\n${Array.from({ length: count }, (_, at) => `${piece(at)}\n${rest}\n${rest}`).join('\n')}\n`

it('leaves a recording that fits as it is', () => {
  expect(fitRecording(recording(3))).toEqual({ text: recording(3), isCut: false })
})

it('keeps the head and the newest whole pieces of a long one, which the station reads', () => {
  for (let most = 2_000; most < 2_600; most += 37) {
    const { text, isCut } = fitRecording(recording(200), most)
    expect(isCut).toBe(true)
    expect(text.length).toBeLessThanOrEqual(most)
    const { passed, isMasked } = readTrafficFile(text)
    expect(isMasked).toBe(true)
    expect(passed.at(-1)).toMatchObject({ atMs: 199_000 })
    expect(passed.length).toBeGreaterThan(2)
    for (const each of passed) expect('bytes' in each && each.bytes.length).toBe(96)
  }
})

it('reads no file that is none, whatever its size', async () => {
  const none = expect.objectContaining({ is: 'none', say: expect.stringContaining('no recording') })
  expect(await readRecording(new Blob([new Uint8Array(1024 * 1024)]))).toEqual(none)
  expect(await readRecording(new Blob([head, '\n\n', new Uint8Array(200_000)]))).toEqual(none)
  expect(await readRecording(new Blob([head, '\n\n', new Uint8Array(100_000)]))).toEqual(none)
  expect(await readRecording(new Blob([head, '\n\n', '€'.repeat(100_000)]))).toEqual(none)
  expect(await readRecording(new Blob([recording(3)]))).toMatchObject({ is: 'recording', isCut: false })
})
