import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openHeadNote, readHeadNote } from '../../../src-main/store/head-note.ts'

const hash = (digit: string) => digit.repeat(64)
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'station-head-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('tells what was noted last, also after it was opened again', () => {
  const path = join(folder, 'head')
  const first = openHeadNote(path)
  first.note({ seq: 1, hash: hash('a') })
  first.close()
  expect(readHeadNote(path)).toEqual({ seq: 1, hash: hash('a') })
  const second = openHeadNote(path)
  second.note({ seq: 2, hash: hash('b') })
  second.close()
  expect(readHeadNote(path)).toEqual({ seq: 2, hash: hash('b') })
})

it('does not go back for a note that comes after that of a later row', () => {
  const path = join(folder, 'head')
  const note = openHeadNote(path)
  note.note({ seq: 8, hash: hash('c') })
  note.note({ seq: 7, hash: hash('d') })
  note.close()
  expect(readHeadNote(path)).toEqual({ seq: 8, hash: hash('c') })
})

it('says nothing where there is no note, or half of one', () => {
  const path = join(folder, 'head')
  expect(readHeadNote(path)).toBeNull()
  writeFileSync(path, '000000000007 ddd')
  expect(readHeadNote(path)).toBeNull()
})
