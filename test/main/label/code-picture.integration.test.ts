import { expect, it } from 'vitest'
import { codePicture, setupCodePicture } from '../../../src-main/label/code-picture.ts'
import { codesIn, isForTheReader } from './reading-back.ts'

it('a code to scan from the screen reads back, whatever printable characters it has', async () => {
  const text = '0123456789-ABCabc]~'
  const png = await codePicture(text)
  expect(await codesIn(png)).toEqual([{ identifier: ']C0', text }])
  expect(await isForTheReader(png)).toBe(false)
})

it("a scanner's menu command is marked as meant for the scanner itself", async () => {
  const png = await setupCodePicture('PAP131.')
  expect((await codesIn(png)).map(({ text }) => text)).toEqual(['PAP131.'])
  expect(await isForTheReader(png)).toBe(true)
})
