import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const tests = fileURLToPath(new URL('..', import.meta.url))
const page = join(tests, 'fault', 'README.md')

/** Each row of the page: its id, and the test files it names; none for a row nothing shows yet. */
const rows = new Map(
  [...readFileSync(page, 'utf8').matchAll(/^\| (F\d\d) \|.*\|(.*)\|$/gm)].map(([, id = '', where = '']) => [
    id,
    [...where.matchAll(/`([^`]+)`/g)].map(([, path = '']) => join(tests, 'fault', path)),
  ]),
)

/** The ids in the lines that name tests. */
function idsIn(path: string): Set<string> {
  const named = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => /\b(it|describe|test)\b|^\s*[`'"]|\)\(/.test(line))
  return new Set(named.join('\n').match(/\bF[0-4]\d\b/g) ?? [])
}

const shown = new Set(
  readdirSync(tests, { recursive: true })
    .map((name) => join(tests, String(name)))
    .filter((path) => /\.test\.tsx?$/.test(path) && !path.includes(join('test', 'house')))
    .flatMap((path) => [...idsIn(path)]),
)

it('has a row for each of the forty faults', () => {
  const all = Array.from({ length: 40 }, (_, at) => `F${String(at + 1).padStart(2, '0')}`)
  expect([...rows.keys()]).toEqual(all)
})

it('names only tests that carry the id of the row', () => {
  const wrong = [...rows].flatMap(([id, paths]) =>
    paths.filter((path) => !existsSync(path) || !idsIn(path).has(id)).map((path) => `${id} ${path}`),
  )
  expect(wrong).toEqual([])
})

it('claims every row that a test is named after, and no other', () => {
  const claimed = [...rows].filter(([, paths]) => paths.length > 0).map(([id]) => id)
  expect(claimed.toSorted()).toEqual([...shown].toSorted())
})
