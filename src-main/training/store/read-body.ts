import { badRequest, unprocessable } from './refusal.ts'
import type { Strictness } from './strictness.ts'

export type Fields = Record<string, unknown>

/**
 * Takes a write out of its envelope. Both forms are in use: the schema wraps it in `data`, guides and field clients
 * send it bare.
 */
export function opened(body: unknown, envelope: Strictness['envelope']): Fields {
  const outer = asFields(body, 'The body must be a JSON object')
  const isWrapped = isFields(outer.data)
  if (envelope === 'wrapped' && !isWrapped) throw badRequest('data is required')
  if (envelope === 'bare' && isWrapped) throw badRequest('unexpected field data')
  return isWrapped ? (outer.data as Fields) : outer
}

export function asFields(value: unknown, why: string): Fields {
  if (!isFields(value)) throw badRequest(why)
  return value
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function refuseUnknown(fields: Fields, known: Set<string>, setting: Strictness['extraFields']): void {
  if (setting === 'ignored') return
  const extra = Object.keys(fields).find((name) => !known.has(name))
  if (extra !== undefined) throw badRequest(`unknown field ${extra}`)
}

/** A text field: undefined when not sent. */
export function textField(fields: Fields, name: string): string | null | undefined {
  const value = fields[name]
  if (value === undefined || value === null) return value
  if (typeof value !== 'string') throw badRequest(`${name} must be a string`)
  return value
}

/** A quantity or cost, sent as a string (the schema) or a number (field clients): undefined when not sent. */
export function decimalField(fields: Fields, name: string): number | null | undefined {
  const value = fields[name]
  if (value === undefined || value === null) return value
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || !/^-?\d{1,9}(\.\d{1,10})?$/.test(text.trim())) {
    throw badRequest(`${name} must be a decimal`)
  }
  return Math.round(Number(text) * 100_000) / 100_000
}

export function oneOf<Word extends string>(value: string, words: readonly Word[], name: string): Word {
  const found = words.find((word) => word === value)
  if (found === undefined) throw unprocessable(`${name} must be one of ${words.join(', ')}`)
  return found
}
