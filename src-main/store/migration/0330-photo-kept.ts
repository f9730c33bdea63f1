import type { Migration } from './migration.ts'

/** When the file of a photo was removed because it had been kept long enough; its row and its hash stay. */
export const photoKept: Migration = {
  version: 330,
  name: 'photo-kept',
  up: (db) => db.exec('ALTER TABLE photo ADD COLUMN file_gone_at TEXT'),
}
