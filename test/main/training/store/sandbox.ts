import type { Clock } from '../../../../src-main/clock.ts'
import { openSandboxStore, type SandboxOptions } from '../../../../src-main/training/store/sandbox-store.ts'
import { trainingCatalogue } from '../../../../src-main/training/store/training-catalogue.ts'
import { outletId } from '../../../../src-main/training/store/training-names.ts'

/** A clock that stands still until told; what is due runs in order on the way. */
export type HandClock = Clock & {
  pass(ms: number): void
  /** How much waits to be run. */
  waiting(): number
}

export function handClock(startMs = Date.UTC(2026, 10, 20, 3, 0, 0)): HandClock {
  let passed = 0
  let waiting: { at: number; run: () => void }[] = []
  return {
    now: () => startMs + passed,
    mono: () => passed,
    after(ms, run) {
      const entry = { at: passed + ms, run }
      waiting.push(entry)
      return () => {
        waiting = waiting.filter((one) => one !== entry)
      }
    },
    waiting: () => waiting.length,
    pass(ms) {
      const until = passed + ms
      for (;;) {
        const next = waiting.filter((one) => one.at <= until).sort((one, other) => one.at - other.at)[0]
        if (!next) break
        waiting = waiting.filter((one) => one !== next)
        passed = Math.max(passed, next.at)
        next.run()
      }
      passed = until
    },
  }
}

/** Waits, without a clock, until something the server does on its own has happened. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 20_000 && !isSo(); tries += 1)
    await new Promise((resolve) => setImmediate(resolve))
  if (!isSo()) throw new Error('it never happened')
}

/** A store with a clock of its own, and the calls the tests make of it. */
export async function openStore(options: Partial<SandboxOptions> = {}) {
  const clock = handClock()
  const catalogue = options.catalogue ?? trainingCatalogue()
  const store = await openSandboxStore({ clock, catalogue, lineDelayMs: 0, ...options })

  async function call(method: string, path: string, body?: unknown, version = '2026-07') {
    const response = await fetch(`${store.url}/api/${version}${path}`, {
      method,
      headers: { authorization: `Bearer ${store.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const json = text === '' ? null : JSON.parse(text)
    return { status: response.status, json, headers: response.headers }
  }

  /** Makes a consignment of a type, with lines, and moves it through the statuses given. */
  async function consignment(type: string, through: string[] = [], lines: Record<string, number> = {}) {
    const header = {
      type,
      name: 'A test',
      outlet_id: outletId(type === 'OUTLET' ? 'Ponsonby' : 'Warehouse'),
      ...(type === 'OUTLET' ? { source_outlet_id: outletId('Warehouse') } : {}),
      ...(type === 'SUPPLIER' || type === 'RETURN' ? { supplier_id: catalogue.suppliers[0]?.id } : {}),
    }
    const made = await call('POST', '/consignments', { data: header })
    if (made.status !== 201) throw new Error(`not made: ${JSON.stringify(made.json)}`)
    const id = made.json.data.id as string
    for (const [name, count] of Object.entries(lines)) {
      await call('POST', `/consignments/${id}/products`, {
        data: { product_id: product(name), count: `${count}` },
      })
    }
    for (const status of through) {
      if (status === 'RECEIVED') {
        for (const [name, count] of Object.entries(lines)) {
          await call('PUT', `/consignments/${id}/products/${product(name)}`, {
            data: { received: `${count}` },
          })
        }
      }
      const moved = await call('PUT', `/consignments/${id}`, { data: { ...header, status } })
      if (moved.status !== 200) throw new Error(`not ${status}: ${JSON.stringify(moved.json)}`)
    }
    return { id, header }
  }

  function product(name: string): string {
    const found = catalogue.products.find((one) => one.name === name)
    if (!found) throw new Error(`no product ${name}`)
    return found.id
  }

  return { ...store, clock, call, consignment, product }
}
