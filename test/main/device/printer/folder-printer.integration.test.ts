import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { folderPrinter } from '../../../../src-main/device/printer/folder-printer.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'station-label-'))
})
afterEach(() => {
  chmodSync(root, 0o700)
  rmSync(root, { recursive: true, force: true })
})

const pdf = (text: string) => Uint8Array.from(Buffer.from(text))

it('writes a label whole, makes the folder, and leaves nothing beside it', async () => {
  const folder = join(root, 'label')
  expect(await folderPrinter(folder, '4x6').print({ jobId: 'T-1001-box-2', bytes: pdf('%PDF one') })).toEqual(
    {
      is: 'printed',
    },
  )
  expect(readdirSync(folder)).toEqual(['T-1001-box-2.pdf'])
  expect(readFileSync(join(folder, 'T-1001-box-2.pdf'), 'utf8')).toBe('%PDF one')
})

it('replaces the file when the same job is printed again', async () => {
  const printer = folderPrinter(root, '4x6')
  await printer.print({ jobId: 'A', bytes: pdf('one') })
  await printer.print({ jobId: 'A', bytes: pdf('two') })
  expect(readFileSync(join(root, 'A.pdf'), 'utf8')).toBe('two')
})

for (const jobId of ['../../etc/passwd', '/etc/passwd', 'a\0b', '..', '', 'x'.repeat(500), 'CON:1']) {
  it(`never writes outside the folder: ${JSON.stringify(jobId.slice(0, 20))}`, async () => {
    const folder = join(root, 'label')
    expect(await folderPrinter(folder, '4x6').print({ jobId, bytes: pdf('one') })).toEqual({ is: 'printed' })
    expect(readdirSync(root)).toEqual(['label'])
    const [name = '', ...others] = readdirSync(folder)
    expect(others).toEqual([])
    expect(name).toMatch(/^[A-Za-z0-9_-]{1,100}\.pdf$/)
  })
}

it('is not ready, in a sentence, when the folder cannot be written', async () => {
  writeFileSync(join(root, 'label'), 'a file where the folder should be')
  const answer = await folderPrinter(join(root, 'label'), '4x6').print({ jobId: 'A', bytes: pdf('one') })
  expect(answer).toMatchObject({ is: 'not-ready', why: expect.stringMatching(/could not be written/) })
})
