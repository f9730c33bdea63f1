import type { Database } from 'better-sqlite3'

/**
 * Received units of one product: those both sides last agreed on, and those sent to Lightspeed since, answered or not
 * (null: none).
 */
export type Agreed = { received: number; told: number | null }

/** What Lightspeed and this station last agreed was received of each product of a consignment. */
export function agreedRows(db: Database) {
  const of = db.prepare<[string], Agreed & { productId: string }>(
    'SELECT product_id AS productId, received, told FROM agreed_line WHERE consignment_id = ?',
  )
  const tell = db.prepare(`
    INSERT INTO agreed_line (consignment_id, product_id, received, told) VALUES (?, ?, 0, ?)
    ON CONFLICT (consignment_id, product_id) DO UPDATE SET told = excluded.told`)
  const agree = db.prepare(`
    INSERT INTO agreed_line (consignment_id, product_id, received) VALUES (?, ?, ?)
    ON CONFLICT (consignment_id, product_id) DO UPDATE SET received = excluded.received, told = NULL
    WHERE received <> excluded.received OR told IS NOT NULL`)
  return {
    /** By product; where there is none, both sides have agreed on nothing but zero. */
    of: (consignmentId: string): Map<string, Agreed> =>
      new Map(of.all(consignmentId).map(({ productId, ...units }) => [productId, units])),
    /** Noted before it is sent: from then on Lightspeed may show it. */
    tell: (consignmentId: string, productId: string, received: number) =>
      void tell.run(consignmentId, productId, received),
    /** Read back and equal, taken over from there, or settled by a person. */
    agree: (consignmentId: string, productId: string, received: number) =>
      void agree.run(consignmentId, productId, received),
  }
}
