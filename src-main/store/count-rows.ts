import type { Database } from 'better-sqlite3'

export type CountSheetRow = {
  consignmentId: string
  isBlind: boolean
  round: number
  /** The products Lightspeed was told at first; null before it was told anything. */
  listed: string[] | null
  /** Told by setting stock levels, product by product, and not as a stocktake. */
  setsLevels: boolean
}
export type CountLineRow = {
  lineId: string
  /** The round in which the line is counted last. */
  round: number
  /** The level when counting began; null when none was known. */
  frozen: number | null
  skippedBecause: string | null
}
/** What was counted of one line in one round. Levels are those of the moments of the first and the last count. */
export type RoundSum = {
  lineId: string
  round: number
  counted: number
  lastAt: string
  firstLevel: number | null
  lastLevel: number | null
  /** When levels had last been read before the last count; null where nobody noted it. */
  levelReadAt: string | null
}

/** What a count's line is held against: the level of now where it is counted, and what is known of its product. */
export type CountFacts = {
  lineId: string
  level: number | null
  costCents: number | null
  hasPicture: boolean
}
type RawFacts = Omit<CountFacts, 'hasPicture'> & { hasPicture: number }

type RawSheet = Omit<CountSheetRow, 'isBlind' | 'listed' | 'setsLevels'> & {
  isBlind: number
  listed: string | null
  setsLevels: 1 | null
}

const lineColumns = 'c.line_id AS lineId, c.round, c.frozen, c.skipped_because AS skippedBecause'
// Ids rise with time: a bare column beside max is that of the row with it, and the first is found by the index.
const sumsFrom = (from: string) => `
  SELECT f.line_id AS lineId, f.round, sum(s.quantity) AS counted, max(s.id) AS last, s.at AS lastAt,
    f.level AS lastLevel, f.level_read_at AS levelReadAt,
    (SELECT o.level FROM count_fact o JOIN scan t ON t.id = o.scan_id
      WHERE o.line_id = f.line_id AND o.round = f.round AND t.undone_at IS NULL
      ORDER BY o.scan_id LIMIT 1) AS firstLevel
  FROM ${from} GROUP BY f.line_id, f.round ORDER BY f.round`
const ofLine = `count_fact f JOIN scan s ON s.id = f.scan_id WHERE f.line_id = @id AND s.undone_at IS NULL`
const ofAll = `line l JOIN count_fact f ON f.line_id = l.id JOIN scan s ON s.id = f.scan_id
  WHERE l.consignment_id = @id AND s.undone_at IS NULL`

/** The sheets of stocktakes, where their lines stand, and the counts that still stand. */
export function countRows(db: Database) {
  const sheet = db.prepare<[string], RawSheet>(`
    SELECT consignment_id AS consignmentId, is_blind AS isBlind, round, listed, sets_levels AS setsLevels
    FROM count_sheet WHERE consignment_id = ?`)
  const putSheet = db.prepare(`
    INSERT INTO count_sheet (consignment_id, is_blind, round, listed, sets_levels)
    VALUES (@consignmentId, @isBlind, @round, @listed, @setsLevels)
    ON CONFLICT (consignment_id) DO UPDATE SET is_blind = excluded.is_blind, round = excluded.round,
      listed = excluded.listed, sets_levels = excluded.sets_levels`)
  const line = db.prepare<[string], CountLineRow>(`SELECT ${lineColumns} FROM count_line c WHERE line_id = ?`)
  const lines = db.prepare<[string], CountLineRow>(`
    SELECT ${lineColumns} FROM line l JOIN count_line c ON c.line_id = l.id WHERE l.consignment_id = ?`)
  const putLine = db.prepare(`
    INSERT INTO count_line (line_id, round, frozen, skipped_because) VALUES (@lineId, @round, @frozen, @skippedBecause)
    ON CONFLICT (line_id) DO UPDATE SET round = excluded.round, frozen = excluded.frozen,
      skipped_because = excluded.skipped_because`)
  const dropLine = db.prepare('DELETE FROM count_line WHERE line_id = ?')
  const addFact = db.prepare(
    `INSERT INTO count_fact (scan_id, line_id, round, level, level_read_at)
    VALUES (@scanId, @lineId, @round, @level, @levelReadAt)`,
  )
  const sumsOf = db.prepare<{ id: string }, RoundSum>(sumsFrom(ofAll))
  const sumsOfLine = db.prepare<{ id: string }, RoundSum>(sumsFrom(ofLine))
  // The level as `stockRows.projected` gives it, of all lines at once.
  const facts = db.prepare<{ id: string; outletId: string | null }, RawFacts>(`
    SELECT l.id AS lineId, p.cost_cents AS costCents, p.picture_url IS NOT NULL AS hasPicture,
      s.level + (SELECT coalesce(sum(e.units), 0) FROM stock_effect e WHERE e.product_id = l.product_id
        AND e.outlet_id = s.outlet_id AND e.acknowledged_at IS NULL) AS level
    FROM line l LEFT JOIN product p ON p.id = l.product_id
      LEFT JOIN stock s ON s.product_id = l.product_id AND s.outlet_id = @outletId
    WHERE l.consignment_id = @id`)
  const newest = db.prepare<[string, number], { scanId: string }>(`
    SELECT f.scan_id AS scanId FROM scan s JOIN count_fact f ON f.scan_id = s.id
    WHERE s.consignment_id = ? AND f.round = ? AND s.undone_at IS NULL ORDER BY s.id DESC LIMIT 1`)
  return {
    sheet(consignmentId: string): CountSheetRow | null {
      const raw = sheet.get(consignmentId)
      if (raw === undefined) return null
      return {
        ...raw,
        isBlind: raw.isBlind === 1,
        setsLevels: raw.setsLevels === 1,
        listed: raw.listed === null ? null : (JSON.parse(raw.listed) as string[]),
      }
    },
    putSheet: (row: CountSheetRow) =>
      void putSheet.run({
        ...row,
        isBlind: row.isBlind ? 1 : 0,
        setsLevels: row.setsLevels ? 1 : null,
        listed: row.listed === null ? null : JSON.stringify(row.listed),
      }),
    line: (lineId: string) => line.get(lineId) ?? null,
    linesOf: (consignmentId: string) => lines.all(consignmentId),
    putLine: (row: CountLineRow) => void putLine.run(row),
    dropLine: (lineId: string) => void dropLine.run(lineId),
    addFact: (row: {
      scanId: string
      lineId: string
      round: number
      level: number | null
      levelReadAt: string | null
    }) => void addFact.run(row),
    /** Of every line at once: asked one by one, a thousand of them take most of the time a desk takes to open. */
    factsOf: (consignmentId: string, outletId: string | null): CountFacts[] =>
      facts.all({ id: consignmentId, outletId }).map((raw) => ({ ...raw, hasPicture: raw.hasPicture === 1 })),
    /** What still stands, by line and round, rounds in order. */
    sumsOf: (consignmentId: string) => sumsOf.all({ id: consignmentId }),
    sumsOfLine: (lineId: string) => sumsOfLine.all({ id: lineId }),
    /** The scan whose count was made last in this round and still stands; null when there is none. */
    newestFact: (consignmentId: string, round: number) => newest.get(consignmentId, round)?.scanId ?? null,
  }
}
