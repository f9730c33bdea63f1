import { Ajv } from 'ajv'
import type { Operation, Schema, VendorFile } from './vendor-file.ts'

export type RecordedCall = { method: string; path: string; query: URLSearchParams; body: unknown }

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: true, logger: false, formats: { uuid } })
const strictAjv = new Ajv({ strict: false, allErrors: true, logger: false, formats: { uuid } })

/**
 * What of a call does not fit the vendor's file, each as `where: what`. Also a parameter or field that the file does not
 * name is told: what a server ignores today it may refuse tomorrow.
 */
export function misfitsOf(file: VendorFile, call: RecordedCall): string[] {
  const found = file.find(call.method, call.path)
  if (found === null)
    return [`${call.method} ${call.path.replaceAll(/[0-9a-f-]{36}/g, '{id}')}: not in the file`]
  const told = [
    ...parameterMisfits(found.operation, call, found.params),
    ...bodyMisfits(found.operation, call.body),
  ]
  return told.map((one) => `${found.name}: ${one}`)
}

function parameterMisfits(
  operation: Operation,
  call: RecordedCall,
  params: Record<string, string>,
): string[] {
  const known = new Map(operation.parameters.map((one) => [`${one.in} ${one.name}`, one]))
  const given = [
    ...[...call.query].map(([name, value]) => ({ in: 'query', name, value })),
    ...Object.entries(params).map(([name, value]) => ({ in: 'path', name, value })),
  ]
  const misfits = given.flatMap(({ in: where, name, value }) => {
    const one = known.get(`${where} ${name}`)
    if (one === undefined) return [`${where} ${name} is not named`]
    const check = ajv.compile({ type: 'object', properties: { value: one.schema ?? {} } })
    return check({ value }) ? [] : [`${where} ${name}: ${ajv.errorsText(check.errors)}`]
  })
  const missing = operation.parameters.filter(
    (one) =>
      one.required === true && !given.some(({ in: where, name }) => where === one.in && name === one.name),
  )
  return [
    ...misfits,
    ...missing.filter(({ in: where }) => where !== 'header').map(({ name }) => `${name} is missing`),
  ]
}

function bodyMisfits({ requestBody, isBodyRequired }: Operation, body: unknown): string[] {
  if (body === undefined) return isBodyRequired ? ['a body is missing'] : []
  if (requestBody === null) return ['a body is not expected']
  const check = strictAjv.compile(closed(requestBody) as Schema)
  return check(body)
    ? []
    : (check.errors ?? []).map((one) => `body${one.instancePath} ${one.message} ${extra(one.params)}`.trim())
}

function extra(params: Record<string, unknown>): string {
  return typeof params.additionalProperty === 'string' ? params.additionalProperty : ''
}

/** Every object of a schema takes only what it names. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed)
  if (typeof node !== 'object' || node === null) return node
  const own = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]))
  const isObject =
    'properties' in own && typeof own.properties === 'object' && own.additionalProperties === undefined
  return isObject ? { ...own, additionalProperties: false } : own
}
