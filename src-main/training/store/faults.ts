import { seeded } from './seeded.ts'

/** What can go wrong with one call. `before` = nothing was applied, `after` = it was. */
export type Fault =
  | { is: 'drop-before' }
  | { is: 'drop-after' }
  /** Applied; the connection ends after so many bytes of the answer, headers included. */
  | { is: 'cut-answer'; afterBytes: number }
  | { is: 'delay'; ms: number }
  | { is: 'delay-answer'; ms: number }
  | { is: 'status-before'; status: number; body?: string }
  | { is: 'status-after'; status: number; body?: string }
  /** 429 with this `Retry-After`; null sends none, `date` the end of the window as the vendor prints it. */
  | { is: 'too-many'; retryAfter: string | null }
  /** A page of someone else, such as a captive portal or a proxy; nothing was applied. */
  | { is: 'html'; status: number }
  | { is: 'redirect'; to: string }
  /** Applied; the JSON stops half way, the HTTP answer is whole. */
  | { is: 'truncated' }
  /** Applied; the answer comes one byte at a time. */
  | { is: 'drip'; everyMs: number }
  /** The request reaches the store twice. */
  | { is: 'doubled' }
  /** A list answer repeats its first row, or leaves it out. */
  | { is: 'duplicate-rows' }
  | { is: 'missing-row' }
  /** Someone else does something in the web application just before the call. */
  | { is: 'meanwhile'; run: () => void }

export type FaultRule = {
  /** A route such as `PUT /consignments/:id`, a method with a star such as `PUT *`, or `*`. */
  on: string
  fault: Fault
  /** How often it strikes; for ever when left out. */
  times?: number
  /** How many matching calls it lets through first. */
  skip?: number
  /** 0 to 1; strikes always when left out. */
  chance?: number
}

export type FaultBook = {
  /** Sets a rule; gives the way to take it back. */
  add(rule: FaultRule): () => void
  clear(): void
  /** The faults that strike a call to this route now: of each kind one, so that rules of a kind follow each other. */
  strike(route: string): Fault[]
}

/** Rules by route, repeatable from a seed. */
export function faultBook(seed: number): FaultBook {
  const random = seeded(seed)
  let rules: (FaultRule & { left: number; toSkip: number })[] = []

  return {
    add(rule) {
      const kept = { ...rule, left: rule.times ?? Number.POSITIVE_INFINITY, toSkip: rule.skip ?? 0 }
      rules.push(kept)
      return () => {
        rules = rules.filter((one) => one !== kept)
      }
    },
    clear() {
      rules = []
    },
    strike(route) {
      const struck: Fault[] = []
      for (const rule of rules) {
        if (rule.left <= 0 || !fits(rule.on, route)) continue
        if (faultOf(struck, rule.fault.is)) continue
        if (rule.chance !== undefined && random() >= rule.chance) continue
        if (rule.toSkip > 0) {
          rule.toSkip -= 1
          continue
        }
        rule.left -= 1
        struck.push(rule.fault)
      }
      return struck
    },
  }
}

function fits(on: string, route: string): boolean {
  if (on === '*' || on === route) return true
  return on.endsWith(' *') && route.startsWith(on.slice(0, -1))
}

/** The faults of one kind among those that struck. */
export function faultOf<Kind extends Fault['is']>(
  struck: Fault[],
  kind: Kind,
): Extract<Fault, { is: Kind }> | undefined {
  return struck.find((fault): fault is Extract<Fault, { is: Kind }> => fault.is === kind)
}
