/** The two forms of the API that differ where it matters to a station. */
export type Dialect = '2.0' | '2026-07'

/** One request, parsed as far as every resource needs it. */
export type Call = {
  /** Method and path pattern, such as `PUT /consignments/:id`. */
  route: string
  dialect: Dialect
  /** What stood in the places of the pattern, in order. */
  params: string[]
  query: URLSearchParams
  body: unknown
  /** Where the store's own address begins, for picture links. */
  storeUrl: string
}

export type Answer = { status: number; json: string | null }

export function ok(json: string): Answer {
  return { status: 200, json }
}

/** Rows as the API lists them: data and the span of versions in it, nulls (2.0: numbers) when there are none. */
export function listAnswer(call: Call, rows: { version: number }[], json: string[]): Answer {
  const after = Number(call.query.get('after') ?? 0)
  const none = call.dialect === '2.0' ? after : null
  const version = { min: rows[0]?.version ?? none, max: rows.at(-1)?.version ?? none }
  return ok(`{"data":[${json.join(',')}],"version":${JSON.stringify(version)}}`)
}

export type PageAsked = { after: number; before: number; limit: number; withDeleted: boolean }

/**
 * The cursor of a list: `after` exclusive, `before` inclusive, page size clamped and never refused.
 * Source: x-series-api.lightspeedhq.com/docs/pagination
 */
export function pageAsked(query: URLSearchParams, sizes: { usual: number; most: number }): PageAsked {
  const size = wholeNumber(query.get('page_size')) ?? sizes.usual
  const deleted = query.get('deleted')
  return {
    after: wholeNumber(query.get('after')) ?? 0,
    before: wholeNumber(query.get('before')) ?? Number.MAX_SAFE_INTEGER,
    limit: Math.min(Math.max(size, 1), sizes.most),
    withDeleted: deleted === 'true' || deleted === '1',
  }
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
}
