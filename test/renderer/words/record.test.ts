import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { words } from '../../../src-renderer/words.ts'

/** How a command is named where it is written: as what it changes, what it is on, or by its field. */
const named = [
  /(?:changeConsignment|changeCount|commandOn)\(\s*\w+,\s*'([a-z]+:[a-z-]+)'/g,
  /\bkind: (?:[\w.=! ]+\? )?'([a-z]+:[a-z-]+)'/g,
  /\b(?:write|noteAsked)\('([a-z]+:[a-z-]+)'/g,
  /\bwrite\(bench, entry, '([a-z]+:[a-z-]+)'/g,
]

it('every act that is written to the journal has a name that people read', () => {
  const root = join(import.meta.dirname, '../../../src-main')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const sources = files.map((name) => readFileSync(join(root, name), 'utf8'))
  const kinds = new Set(
    sources.flatMap((text) =>
      named.flatMap((form) => [...text.matchAll(form)].map(([, kind]) => kind ?? '')),
    ),
  )
  expect(kinds.size).toBeGreaterThan(90)
  expect([...kinds].filter((kind) => words.record.kind(kind) === kind)).toEqual([])
})
