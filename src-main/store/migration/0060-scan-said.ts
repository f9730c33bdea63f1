import type { Migration } from './migration.ts'

/** What a scan said besides its text: AIM identifier, GS1 elements, and what was odd about it; null for nothing. */
export const scanSaid: Migration = {
  version: 60,
  name: 'scan-said',
  up: (db) => db.exec('ALTER TABLE scan ADD COLUMN said TEXT'),
}
