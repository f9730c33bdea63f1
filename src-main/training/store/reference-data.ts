import { type Answer, type Call, listAnswer, ok, pageAsked } from './call.ts'
import { notFound } from './refusal.ts'
import { printedTime, type SandboxState } from './state.ts'

/** A row of a short list that never changes while the store runs. */
type ReferenceRow = { id: string; version: number } & Record<string, unknown>

/** Outlets, suppliers, users, registers, tags: filled once from the catalogue. */
export type ReferenceLists = Record<'outlets' | 'suppliers' | 'users' | 'registers' | 'tags', ReferenceRow[]>

const madeAt = printedTime(Date.UTC(2026, 0, 5))

/** Builds the short lists; versions come first in the counter, so every other row is newer. */
export function referenceLists(state: SandboxState, version: () => number): ReferenceLists {
  const { catalogue } = state
  const kept = { deleted_at: null, created_at: madeAt, updated_at: madeAt }
  return {
    outlets: catalogue.outlets.map((outlet) => ({
      id: outlet.id,
      name: outlet.name,
      default_tax_id: catalogue.retailer.id,
      time_zone: 'Pacific/Auckland',
      currency: 'NZD',
      currency_symbol: '$',
      display_prices: 'inclusive',
      email: '',
      phone: null,
      physical_address_1: outlet.address,
      physical_address_2: null,
      physical_suburb: outlet.suburb,
      physical_city: outlet.city,
      physical_postcode: outlet.postcode,
      physical_state: null,
      physical_country_id: 'NZ',
      attributes: [
        { key: 'order_reference_prefix', value: 'PO-' },
        { key: 'return_reference_prefix', value: 'RT-' },
      ],
      ...kept,
      version: version(),
    })),
    suppliers: catalogue.suppliers.map((supplier) => ({
      ...supplier,
      description: '',
      source: 'USER',
      contact: { company_name: supplier.name },
      ...kept,
      version: version(),
    })),
    users: catalogue.users.map((user) => ({
      id: user.id,
      username: user.username,
      display_name: user.displayName,
      account_type: user.accountType,
      enabled: true,
      is_primary_user: user.accountType === 'admin',
      restricted_outlet_ids: [],
      ...kept,
      version: version(),
    })),
    registers: catalogue.registers.map((register) => ({
      id: register.id,
      name: register.name,
      outlet_id: register.outletId,
      is_open: true,
      ...kept,
      version: version(),
    })),
    tags: catalogue.tags.map((tag) => ({ ...tag, ...kept, version: version() })),
  }
}

export function listReference(rows: ReferenceRow[]): (state: SandboxState, call: Call) => Answer {
  return (state, call) => {
    const asked = pageAsked(call.query, state.pageSizes)
    const page = rows
      .filter((row) => row.version > asked.after && row.version <= asked.before)
      .slice(0, asked.limit)
    return listAnswer(
      call,
      page,
      page.map((row) => JSON.stringify(row)),
    )
  }
}

export function getReference(
  rows: ReferenceRow[],
  what: string,
): (state: SandboxState, call: Call) => Answer {
  return (_state, call) => {
    const row = rows.find(({ id }) => id === call.params[0])
    if (!row) throw notFound(what)
    return ok(JSON.stringify({ data: row }))
  }
}

/** The user the token belongs to; the API answers an array of one here. */
export function ownUser(rows: ReferenceRow[]): () => Answer {
  return () => ok(JSON.stringify({ data: rows.slice(0, 1) }))
}

export function retailer(state: SandboxState): Answer {
  const { retailer: one } = state.catalogue
  return ok(
    JSON.stringify({
      data: {
        id: one.id,
        name: one.name,
        domain_prefix: one.domainPrefix,
        timezone: 'Pacific/Auckland',
        currency: 'NZD',
        tax_exclusive: false,
        version: 1,
      },
    }),
  )
}
