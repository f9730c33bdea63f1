import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Agent, type Dispatcher } from 'undici'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../../src-main/clock.ts'
import { openAllowance } from '../../../../src-main/lightspeed/allowance.ts'
import { openLightspeed } from '../../../../src-main/lightspeed/lightspeed.ts'
import { quietLog } from '../../../../src-main/log/log.ts'
import { openSandboxStore } from '../../../../src-main/training/store/sandbox-store.ts'
import { outletId, trainingCatalogue } from '../../../../src-main/training/store/training-catalogue.ts'
import { misfitsOf, type RecordedCall } from './check-call.ts'
import { samplesOf } from './samples.ts'
import { type CallName, notInTheFiles, type Shop, tour } from './tour.ts'
import { type VendorFile, vendorFiles } from './vendor-file.ts'

/**
 * The vendor's OpenAPI files are not ours to ship: LIGHTSPEED_OPENAPI names a folder that holds them. Without it this is
 * skipped, and says so.
 */
const files = vendorFiles(process.env.LIGHTSPEED_OPENAPI)
const callNames = Object.keys(tour) as CallName[]

/** Where the client goes beyond the files on purpose, and why. One that is no longer needed makes this red. */
const onPurpose: Record<string, Record<string, string>> = {
  '2.0': {
    'GET /consignments: query deleted is not named':
      'clients in the field send it and need it to see deletions',
    'GET /suppliers: query deleted is not named': 'documented since the date versions',
    'GET /webhooks: not in the file': 'in the vendor’s request collection, not in this file',
    'POST /webhooks: not in the file': '',
    'PUT /webhooks/{id}: not in the file': '',
    'PUT /products/{id}: not in the file': 'it is of 2.1, with the body that 2026-07 has too',
  },
  '2026-07': {
    'GET /consignments: query deleted is not named':
      'clients in the field send it and need it to see deletions',
    'GET /registers: not in the file': 'the file at hand is a part of the API',
    'GET /retailer: not in the file': '',
  },
}

/** Answers the files type otherwise than the service gives them. */
const typedOtherwise: Record<string, string> = {
  '2.0 GET /consignments': 'typed as a bare array; the service answers rows and the span of their versions',
}

/** Examples in the files that are no page: without any version nothing can be read on from them. */
const noPage: Record<string, string> = {
  '2.0 GET /suppliers': 'from before suppliers had versions; the schema of the page has them',
}

/**
 * Fields that rows of the service carry (its examples and every client in the field show them) and the files leave out of
 * their schemas. A station cannot walk a feed without them.
 */
const leftOut: Record<string, Record<string, unknown>> = {
  '2.0 GET /inventory': { version: 7_120_000_001 },
  '2.0 GET /products/{product_id}/inventory': { version: 7_120_000_001 },
  '2.0 GET /search': { id: '0a1b2c3d-0000-11ef-0000-000000000001', version: 7_120_000_001 },
  '2026-07 GET /search': { id: '0a1b2c3d-0000-11ef-0000-000000000001', version: 7_120_000_001 },
}

function completed(json: unknown, fields: Record<string, unknown> | undefined): unknown {
  if (fields === undefined) return json
  const { data } = json as { data: object[] }
  for (const row of data) {
    for (const name of Object.keys(fields)) if (name in row) throw new Error(`the file names ${name} by now`)
  }
  return { ...(json as object), data: data.map((row) => ({ ...row, ...fields })) }
}

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

function client(
  url: string,
  apiVersion: '2.0' | '2026-07',
  envelope: 'wrapped' | 'bare',
  calls: RecordedCall[],
) {
  const agent = new Agent()
  const dispatcher = agent.compose((dispatch) => (options, handler) => {
    calls.push(recorded(options, apiVersion))
    return dispatch(options, handler)
  })
  const lightspeed = openLightspeed(
    { url, apiVersion, envelope, token: () => 'training-token', userAgent: 'test/1' },
    {
      clock: systemClock,
      log: quietLog,
      allowance: openAllowance({ clock: systemClock, registers: 400 }),
      dispatcher,
    },
  )
  closers.push(() => agent.close(), lightspeed.close)
  return lightspeed
}

function recorded({ method, path, body }: Dispatcher.DispatchOptions, version: string): RecordedCall {
  const address = new URL(path, 'http://store')
  // The product update that 2.0 lacks is called by its own version.
  const base = version === '2.0' && address.pathname.startsWith('/api/2.1') ? '/api/2.1' : `/api/${version}`
  if (!address.pathname.startsWith(base)) throw new Error(`${address.pathname} is not below ${base}`)
  return {
    method,
    path: address.pathname.slice(base.length),
    query: address.searchParams,
    body: typeof body === 'string' ? JSON.parse(body) : undefined,
  }
}

async function shopAt(apiVersion: '2.0' | '2026-07', envelope: 'wrapped' | 'bare') {
  const catalogue = trainingCatalogue()
  const store = await openSandboxStore({
    clock: systemClock,
    catalogue,
    lineDelayMs: 0,
    registers: 400,
    strictness: { envelope, extraFields: 'refused' },
  })
  closers.push(store.close)
  const calls: RecordedCall[] = []
  const shop: Shop = {
    apiVersion,
    lightspeed: client(store.url, apiVersion, envelope, calls),
    outletId: outletId('Ponsonby'),
    sourceId: outletId('Warehouse'),
    supplierId: catalogue.suppliers[0]?.id ?? '',
    productId: catalogue.products.find((one) => one.isActive && one.compositeOf === null)?.id ?? '',
  }
  return { shop, calls }
}

describe.skipIf(files.length === 0)(
  'the calls of the client, by the vendor’s files (LIGHTSPEED_OPENAPI names their folder)',
  () => {
    it('are all on the tour, and both versions are at hand', () => {
      const lightspeed = client('http://127.0.0.1:9', '2026-07', 'wrapped', [])
      expect(Object.keys(lightspeed).sort()).toEqual([...callNames, ...notInTheFiles].sort())
      expect(files.map(({ version }) => version).sort()).toEqual(['2.0', '2026-07'])
    })

    it.each(files.map((file) => [file.version, file] as const))(
      '%s: each one fits',
      async (version, file) => {
        const { shop, calls } = await shopAt(version, 'wrapped')
        for (const name of callNames) {
          for (const answer of await tour[name](shop)) expect(answer, name).toMatchObject({ is: 'answer' })
        }
        const told = new Set(calls.flatMap((call) => misfitsOf(file, call)))
        expect([...told].sort()).toEqual(
          Object.keys(onPurpose[version] ?? {})
            .filter((one) => told.has(one))
            .sort(),
        )
        const routes = new Set(
          calls.map((call) => file.find(call.method, call.path)?.name ?? 'not in the file'),
        )
        console.log(
          `contract ${version}: ${calls.length} requests on ${routes.size} routes, ${told.size} beyond the file on purpose`,
        )
        expect(Object.keys(onPurpose[version] ?? {}).filter((one) => !told.has(one))).toEqual([])
      },
    )

    it('2.0: without the envelope, as its guide sends them, they are what stands inside it', async () => {
      const file = files.find(({ version }) => version === '2.0') as VendorFile
      const { shop, calls } = await shopAt('2.0', 'bare')
      for (const name of ['createConsignment', 'updateConsignment', 'addLine', 'setLine'] as const) {
        for (const answer of await tour[name](shop)) expect(answer, name).toMatchObject({ is: 'answer' })
      }
      const writes = calls.filter(({ body }) => body !== undefined)
      expect(writes.every(({ body }) => typeof body === 'object' && body !== null && !('data' in body))).toBe(
        true,
      )
      expect(writes.flatMap((call) => misfitsOf(file, { ...call, body: { data: call.body } }))).toEqual([])
    })
  },
)

/** A server that gives the same answer to everything, and to the page behind it an empty one. */
async function answering(status: number, json: unknown, isList: boolean) {
  const server = createServer((request, response) => {
    const after = Number(new URL(request.url ?? '/', 'http://store').searchParams.get('after') ?? 0)
    const isBehind = isList && after > 1_000_000
    const body = isBehind ? { data: [], version: { min: null, max: null } } : json
    response.writeHead(status, { 'Content-Type': 'application/json' })
    response.end(status === 204 ? '' : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The route whose answer a call gives. */
function routeOf(name: CallName, version: '2.0' | '2026-07'): string {
  const isOld = version === '2.0'
  const routes: Record<CallName, string> = {
    retailer: 'GET /retailer',
    outlets: 'GET /outlets',
    suppliers: 'GET /suppliers',
    users: 'GET /users',
    registers: 'GET /registers',
    products: 'GET /products',
    inventory: isOld ? 'GET /inventory' : 'POST /inventory',
    levelsOf: 'POST /inventory_levels',
    setLevel: 'PUT /products/{product_id}',
    levelsOfProduct: isOld ? 'GET /products/{product_id}/inventory' : 'GET /inventory/{product_id}',
    consignments: 'GET /consignments',
    consignment: 'GET /consignments/{consignment_id}',
    consignmentLines: 'GET /consignments/{consignment_id}/products',
    allLines: 'GET /consignments/{consignment_id}/products',
    totals: 'GET /consignments/{consignment_id}/totals',
    createConsignment: 'POST /consignments',
    updateConsignment: 'PUT /consignments/{consignment_id}',
    addLine: 'POST /consignments/{consignment_id}/products',
    setLine: 'PUT /consignments/{consignment_id}/products/{product_id}',
    deleteLine: 'DELETE /consignments/{consignment_id}/products/{product_id}',
    productByCode: 'GET /search',
    webhooks: 'GET /webhooks',
    addWebhook: 'POST /webhooks',
    updateWebhook: 'PUT /webhooks/{webhookId}',
  }
  return routes[name]
}

describe.skipIf(files.length === 0).each(files.map((file) => [file.version, file] as const))(
  'answers of the shapes in the vendor’s file of %s',
  (version, file) => {
    it('are all read', async () => {
      const told = { shapes: 0, examples: 0, routes: 0 }
      const unread: string[] = []
      for (const name of callNames) {
        const route = routeOf(name, version)
        const operation = file.operations.get(route)
        if (operation === undefined || typedOtherwise[`${version} ${route}`] !== undefined) continue
        told.routes += 1
        for (const { status, schema, examples } of operation.answers) {
          const samples = (schema === null ? [null] : samplesOf(schema)).map((json) =>
            completed(json, leftOut[`${version} ${route}`]),
          )
          told.shapes += samples.length
          told.examples += noPage[`${version} ${route}`] === undefined ? examples.length : 0
          const shown = noPage[`${version} ${route}`] === undefined ? examples : []
          for (const [place, json] of [...samples, ...shown].entries()) {
            const url = await answering(status, json, name === 'allLines')
            const lightspeed = client(url, version, 'wrapped', [])
            const id = '0a1b2c3d-0000-11ef-0000-000000000001'
            const answers = await tour[name]({
              apiVersion: version,
              lightspeed,
              outletId: id,
              sourceId: id,
              supplierId: id,
              productId: id,
            })
            const last = answers.at(-1)
            if (last?.is !== 'answer')
              unread.push(`${route} ${status} ${place}: ${JSON.stringify(last).slice(0, 200)}`)
          }
          for (const close of closers.splice(0).reverse()) await close()
        }
      }
      console.log(
        `contract ${version}: ${told.shapes} shapes and ${told.examples} examples of ${told.routes} answers read`,
      )
      expect(unread).toEqual([])
      expect(told.shapes).toBeGreaterThan(60)
    })
  },
)
