import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Schema = { [key: string]: unknown }
type Media = { schema?: Schema; example?: unknown; examples?: Record<string, { value?: unknown }> }
type Parameter = { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema?: Schema }
type Content = Record<string, Media>
type RawPart = { $ref?: string; content?: Content; required?: boolean }
type RawOperation = { parameters?: Parameter[]; requestBody?: RawPart; responses: Record<string, RawPart> }
type Method = 'get' | 'post' | 'put' | 'delete' | 'patch'
type RawItem = { parameters?: Parameter[] } & Partial<Record<Method, RawOperation>>
type RawFile = { servers?: { url: string }[]; paths: Record<string, RawItem> }
export type Operation = {
  parameters: Parameter[]
  requestBody: Schema | null
  isBodyRequired: boolean
  /** By status: the JSON schema of the answer (null for none) and the examples that stand beside it. */
  answers: { status: number; schema: Schema | null; examples: unknown[] }[]
}
export type VendorFile = {
  version: '2.0' | '2026-07'
  /** `GET /consignments/{consignment_id}` to its operation. */
  operations: Map<string, Operation>
  /** The entry a call belongs to, with the values of its path. */
  find(
    method: string,
    path: string,
  ): { name: string; operation: Operation; params: Record<string, string> } | null
}

/** The vendor's files of a folder, told apart by the address they say they describe. */
export function vendorFiles(folder: string | undefined): VendorFile[] {
  if (folder === undefined || folder === '' || !existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      if (!text.includes('"openapi"')) return []
      const doc = JSON.parse(text) as RawFile
      const version = /\/api\/(2\.0|2026-07)$/.exec(doc.servers?.[0]?.url ?? '')?.[1]
      return version === undefined ? [] : [readVendorFile(doc, version as VendorFile['version'])]
    })
}

function readVendorFile(doc: RawFile, version: VendorFile['version']): VendorFile {
  const inline = (schema: unknown) => inlined(schema, doc, [])
  const deref = (node: RawPart): RawPart => (node.$ref === undefined ? node : at(doc, node.$ref))
  const operations = new Map<string, Operation>()
  for (const [path, item] of Object.entries(doc.paths)) {
    for (const method of ['get', 'post', 'put', 'delete', 'patch'] as const) {
      const found = item[method]
      if (found === undefined) continue
      const parameters = [...(item.parameters ?? []), ...(found.parameters ?? [])].map((one: Parameter) => ({
        ...one,
        ...(one.schema ? { schema: inline(one.schema) as Schema } : {}),
      }))
      const body = found.requestBody === undefined ? null : deref(found.requestBody)
      operations.set(`${method.toUpperCase()} ${path}`, {
        parameters,
        requestBody:
          body === null ? null : (inline(body.content?.['application/json']?.schema ?? {}) as Schema),
        isBodyRequired: body?.required === true,
        answers: Object.entries(found.responses).flatMap(([status, raw]) => {
          if (!/^2\d\d$/.test(status)) return []
          const content = deref(raw).content ?? {}
          const json = content['application/json']
          return [
            {
              status: Number(status),
              schema: json?.schema === undefined ? null : (inline(json.schema) as Schema),
              // Some examples stand under a media type of their own name.
              examples: Object.values(content).flatMap((media) => [
                ...(media.example === undefined ? [] : [media.example]),
                ...Object.values(media.examples ?? {}).flatMap((one) =>
                  one.value === undefined ? [] : [one.value],
                ),
              ]),
            },
          ]
        }),
      })
    }
  }
  return {
    version,
    operations,
    find(method, path) {
      for (const [name, operation] of operations) {
        const [verb = '', template = ''] = name.split(' ')
        if (verb !== method) continue
        const names = [...template.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '')
        const match = new RegExp(
          `^${template.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '([^/]+)')}$`,
        ).exec(path)
        if (match === null) continue
        const params = Object.fromEntries(
          names.map((one, place) => [one, decodeURIComponent(match[place + 1] ?? '')]),
        )
        return { name, operation, params }
      }
      return null
    },
  }
}

function at(doc: unknown, ref: string): never {
  let node = doc
  for (const part of ref.replace('#/', '').split('/')) node = (node as Record<string, unknown>)[part]
  return node as never
}

/** A schema without references, in today's dialect: `nullable` becomes a type. A schema inside itself takes anything. */
function inlined(node: unknown, doc: unknown, inside: readonly string[]): unknown {
  if (Array.isArray(node)) return node.map((one) => inlined(one, doc, inside))
  if (typeof node !== 'object' || node === null) return node
  const { $ref, nullable, ...rest } = node as Schema & { $ref?: string; nullable?: boolean }
  if ($ref !== undefined) return inside.includes($ref) ? {} : inlined(at(doc, $ref), doc, [...inside, $ref])
  const own = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, inlined(value, doc, inside)]),
  )
  if (nullable !== true || typeof own.type !== 'string') return own
  return {
    ...own,
    type: [own.type, 'null'],
    ...(Array.isArray(own.enum) ? { enum: [...own.enum, null] } : {}),
  }
}
