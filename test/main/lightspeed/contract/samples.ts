import type { Schema } from './vendor-file.ts'

/** What a row cannot do without here: left out, it is no row. */
const needed = new Set([
  'id',
  'product_id',
  'outlet_id',
  'type',
  'status',
  'version',
  'data',
  'min',
  'max',
  'url',
])
const uuid = '0a1b2c3d-0000-11ef-0000-000000000001'

/**
 * Answers that a schema allows: everything there, everything null that may be, only what is needed, and each word of each
 * list of words once.
 */
export function samplesOf(schema: Schema): unknown[] {
  const whole = make(schema, {})
  const nulls = make(schema, { isNull: true })
  const bare = make(schema, { isBare: true })
  return [whole, nulls, bare, ...wordsOf(schema).map((word) => make(schema, { word }))]
}

type How = { isNull?: boolean; isBare?: boolean; word?: unknown }

function make(schema: Schema, how: How, name = ''): unknown {
  const parts = schema.allOf ?? schema.oneOf ?? schema.anyOf
  if (Array.isArray(parts)) {
    const made = (Array.isArray(schema.allOf) ? parts : parts.slice(0, 1)).map((one) =>
      make(one as Schema, how, name),
    )
    return made.every(isObject) ? Object.assign({}, ...made, makeObject(schema, how)) : made[0]
  }
  const types = Array.isArray(schema.type) ? schema.type : [schema.type]
  const isNullable = types.includes('null') && !needed.has(name)
  if (how.isNull === true && isNullable) return null
  const words = Array.isArray(schema.enum) ? schema.enum : null
  if (words !== null) return how.word !== undefined && words.includes(how.word) ? how.word : words[0]
  switch (types.find((type) => type !== 'null')) {
    case 'object':
      return makeObject(schema, how)
    case 'array':
      return [make((schema.items as Schema | undefined) ?? {}, how)]
    case 'integer':
      return 7_120_000_001
    case 'number':
      return 4.2
    case 'boolean':
      return true
    case 'string':
      return textOf(schema)
    default:
      return schema.properties === undefined ? {} : makeObject(schema, how)
  }
}

function makeObject(schema: Schema, how: How): Record<string, unknown> {
  const required = Array.isArray(schema.required) ? schema.required : []
  const made: Record<string, unknown> = {}
  for (const [name, one] of Object.entries((schema.properties ?? {}) as Record<string, Schema>)) {
    if (how.isBare === true && !required.includes(name) && !needed.has(name)) continue
    made[name] = make(one, how, name)
  }
  return made
}

function textOf(schema: Schema): string {
  if (schema.format === 'uuid') return uuid
  return schema.format === 'date-time' ? '2026-11-20T03:14:07+00:00' : '12.00000'
}

function wordsOf(schema: unknown): unknown[] {
  if (typeof schema !== 'object' || schema === null) return []
  const own = Array.isArray((schema as Schema).enum) ? ((schema as Schema).enum as unknown[]) : []
  return [...new Set([...own, ...Object.values(schema).flatMap(wordsOf)])].filter((word) => word !== null)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
