import type { Database } from 'better-sqlite3'
import type { Place } from '../../src-shared/model/consignment.ts'

export type OutletRow = {
  id: string
  name: string
  timeZone: string | null
  /** Address lines for labels, top to bottom. */
  address: string[]
  version: number
  deletedAt: string | null
}
export type NamedRow = { id: string; name: string; version: number; deletedAt: string | null }
export type RegisterRow = NamedRow & { outletId: string | null }
export type UserRow = NamedRow & { accountType: string }

/** Outlets, suppliers, registers and users as Lightspeed last said. A row older than the stored one changes nothing. */
export function catalogueRows(db: Database) {
  const putOutlet = db.prepare(`
    INSERT INTO outlet (id, name, time_zone, address, version, deleted_at)
    VALUES (@id, @name, @timeZone, @address, @version, @deletedAt)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, time_zone = excluded.time_zone, address = excluded.address,
      version = excluded.version, deleted_at = excluded.deleted_at WHERE excluded.version >= outlet.version`)
  const putSupplier = db.prepare(`
    INSERT INTO supplier (id, name, version, deleted_at) VALUES (@id, @name, @version, @deletedAt)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version,
      deleted_at = excluded.deleted_at WHERE excluded.version >= supplier.version`)
  const putRegister = db.prepare(`
    INSERT INTO register (id, outlet_id, name, version, deleted_at) VALUES (@id, @outletId, @name, @version, @deletedAt)
    ON CONFLICT (id) DO UPDATE SET outlet_id = excluded.outlet_id, name = excluded.name,
      version = excluded.version, deleted_at = excluded.deleted_at WHERE excluded.version >= register.version`)
  const putUser = db.prepare(`
    INSERT INTO store_user (id, display_name, account_type, version, deleted_at)
    VALUES (@id, @name, @accountType, @version, @deletedAt)
    ON CONFLICT (id) DO UPDATE SET display_name = excluded.display_name, account_type = excluded.account_type,
      version = excluded.version, deleted_at = excluded.deleted_at WHERE excluded.version >= store_user.version`)
  const outlets = db.prepare<[], Place>('SELECT id, name FROM outlet WHERE deleted_at IS NULL ORDER BY name')
  const outlet = db.prepare<[string], { id: string; name: string; timeZone: string | null; address: string }>(
    'SELECT id, name, time_zone AS timeZone, address FROM outlet WHERE id = ?',
  )
  const supplier = db.prepare<[string], Place>('SELECT id, name FROM supplier WHERE id = ?')
  const suppliers = db.prepare<[], Place>(
    'SELECT id, name FROM supplier WHERE deleted_at IS NULL ORDER BY name',
  )
  const registers = db.prepare<[], { n: number }>(
    'SELECT count(*) AS n FROM register WHERE deleted_at IS NULL',
  )
  const users = db.prepare<[], Place>(
    'SELECT id, display_name AS name FROM store_user WHERE deleted_at IS NULL ORDER BY display_name',
  )
  return {
    putOutlet: (row: OutletRow) => void putOutlet.run({ ...row, address: JSON.stringify(row.address) }),
    putSupplier: (row: NamedRow) => void putSupplier.run(row),
    putRegister: (row: RegisterRow) => void putRegister.run(row),
    putUser: (row: UserRow) => void putUser.run(row),
    outlets: () => outlets.all(),
    suppliers: () => suppliers.all(),
    users: () => users.all(),
    outlet(id: string): (Place & { timeZone: string | null; address: string[] }) | null {
      const row = outlet.get(id)
      return row === undefined ? null : { ...row, address: JSON.parse(row.address) as string[] }
    },
    supplier: (id: string): Place | null => supplier.get(id) ?? null,
    registerCount: () => registers.get()?.n ?? 0,
  }
}
