import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isKnownField } from '../../../src-main/log/fields.ts'

const root = new URL('../../../src-main', import.meta.url).pathname

/** Names of fields written out in calls of the log, with their file. Shorthand and plain names; spreads are not followed. */
function fieldsInSources(): [string, string][] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  return files.flatMap((name) => {
    const source = readFileSync(join(root, name), 'utf8')
    const calls = [...source.matchAll(/\blog\.(?:info|warn|bug)\([^(){};]*\{([^{}]*)\}\s*,?\s*\)/g)]
    return calls.flatMap((call) =>
      (call[1] ?? '')
        .split(',')
        .map((field) => /^\s*(\w+)\s*(:|$)/.exec(field)?.[1])
        .flatMap((field): [string, string][] => (field === undefined ? [] : [[name, field]])),
    )
  })
}

it('S21 every field our own code logs is on the list', () => {
  const found = fieldsInSources()
  expect(found.length).toBeGreaterThan(10)
  expect(found.filter(([, field]) => !isKnownField(field))).toEqual([])
})

it('S21 nothing that could be personal is on the list', () => {
  const personal = [
    'name',
    'customer',
    'address',
    'email',
    'phone',
    'note',
    'text',
    'pin',
    'token',
    'person',
    'actor',
    'body',
  ]
  expect(personal.filter(isKnownField)).toEqual([])
})
