import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { crashPoints } from '../../src-main/crash-point.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

function sourcesOf(folder: string): { path: string; text: string }[] {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

const sources = sourcesOf('src-main').filter(({ path }) => path !== join('src-main', 'crash-point.ts'))

it('every point of the list is passed somewhere, and every point that is passed stands in the list', () => {
  const passed = sources.flatMap(({ text }) =>
    [...text.matchAll(/crashAt\(([^)]*)\)/g)].flatMap(([, inside]) =>
      [...(inside ?? '').matchAll(/'([a-z-]+\.[a-z-]+)'/g)].map(([, point]) => point),
    ),
  )
  expect([...new Set(passed)].toSorted()).toEqual([...crashPoints].toSorted())
})

it('nothing in the station listens to its crash points: only a test’s own program can', () => {
  expect(sources.filter(({ text }) => text.includes('onCrashPoint')).map(({ path }) => path)).toEqual([])
})

it('every point is visited by one of the campaigns', () => {
  const campaigns = sourcesOf('test/fault')
    .map(({ text }) => text)
    .join('\n')
  const stems = new Set(crashPoints.map((point) => point.split('.')[0] ?? ''))
  const visited = (stem: string) =>
    campaigns.includes(`pointsOf('${stem}')`) ||
    campaigns.includes(`'${stem}.`) ||
    new RegExp(`mostSkipped[^}]*\\b${stem}:`).test(campaigns)
  expect([...stems].filter((stem) => !visited(stem))).toEqual([])
})
