import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '../../src-main/clock.ts'
import { openDatabase } from '../../src-main/store/database.ts'
import { migrate } from '../../src-main/store/migration/index.ts'
import { openStore, type Store } from '../../src-main/store/store.ts'

let template: Buffer | null = null

/** A store file of the newest shape with nothing in it, as the migrations make it. */
function emptyStore(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'empty-store-'))
  const path = join(folder, 'station.sqlite')
  const db = openDatabase(path)
  migrate(db)
  db.close()
  const bytes = readFileSync(path)
  rmSync(folder, { recursive: true })
  return bytes
}

/** Opens a folder's store; a new one begins as a copy of an empty store, since making one takes as long as opening it. */
export function openFreshStore(folder: string, clock: Clock): Store {
  const path = join(folder, 'station.sqlite')
  if (existsSync(path)) return openStore(folder, clock).store
  template ??= emptyStore()
  writeFileSync(path, template)
  return openStore(folder, clock, true).store
}
