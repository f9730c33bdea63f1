import type { Database } from 'better-sqlite3'

/**
 * Received units of one product: those both sides last agreed on, and every number sent to Lightspeed since, answered or
 * not, oldest first. Until both agree again it may show any of them: the last one may be lost, and an earlier one late.
 */
export type Agreed = { received: number; told: readonly number[] }

type AgreedLine = { productId: string; received: number; told: number | null; toldBefore: string | null }

/** What Lightspeed and this station last agreed was received of each product of a consignment. */
export function agreedRows(db: Database) {
  const of = db.prepare<[string], AgreedLine>(`
    SELECT product_id AS productId, received, told, told_before AS toldBefore
    FROM agreed_line WHERE consignment_id = ?`)
  const tell = db.prepare(`
    INSERT INTO agreed_line (consignment_id, product_id, received, told) VALUES (?, ?, 0, ?)
    ON CONFLICT (consignment_id, product_id) DO UPDATE SET
      told_before = CASE WHEN told IS NULL OR told = excluded.told THEN told_before
        ELSE json_insert(coalesce(told_before, '[]'), '$[#]', told) END,
      told = excluded.told`)
  const agree = db.prepare(`
    INSERT INTO agreed_line (consignment_id, product_id, received) VALUES (?, ?, ?)
    ON CONFLICT (consignment_id, product_id) DO UPDATE
      SET received = excluded.received, told = NULL, told_before = NULL
    WHERE received <> excluded.received OR told IS NOT NULL`)
  return {
    /** By product; where there is none, both sides have agreed on nothing but zero. */
    of: (consignmentId: string): Map<string, Agreed> =>
      new Map(of.all(consignmentId).map((line) => [line.productId, toAgreed(line)])),
    /** Noted before it is sent: from then on Lightspeed may show it. */
    tell: (consignmentId: string, productId: string, received: number) =>
      void tell.run(consignmentId, productId, received),
    /** Read back and equal, taken over from there, or settled by a person. */
    agree: (consignmentId: string, productId: string, received: number) =>
      void agree.run(consignmentId, productId, received),
  }
}

function toAgreed({ received, told, toldBefore }: AgreedLine): Agreed {
  const earlier = toldBefore === null ? [] : (JSON.parse(toldBefore) as number[])
  return { received, told: told === null ? earlier : [...earlier, told] }
}
