import type { Database } from 'better-sqlite3'

/** One step of the store's shape. Numbered in tens, never edited after a release. */
export type Migration = { version: number; name: string; up(db: Database): void }
