import type { Database } from 'better-sqlite3'
import { StationError } from '../../../src-shared/failure.ts'
import { crashAt } from '../../crash-point.ts'
import { catalogue } from './0010-catalogue.ts'
import { consignment } from './0020-consignment.ts'
import { sync } from './0030-sync.ts'
import { printAndSecret } from './0040-print-and-secret.ts'
import { fullPass } from './0050-full-pass.ts'
import { scanSaid } from './0060-scan-said.ts'
import { pack } from './0070-pack.ts'
import { reading } from './0080-reading.ts'
import { agreed } from './0090-agreed.ts'
import { planChange } from './0100-plan-change.ts'
import { reconcile } from './0130-reconcile.ts'
import { hint } from './0140-hint.ts'
import { syncMinute } from './0150-sync-minute.ts'
import { outboxWaiting } from './0160-outbox-waiting.ts'
import { staff } from './0170-staff.ts'
import { approval } from './0190-approval.ts'
import { supplierReturn } from './0200-return.ts'
import { count } from './0210-count.ts'
import { record } from './0220-record.ts'
import { outboxDue } from './0240-outbox-due.ts'
import { recount } from './0250-recount.ts'
import { toldBefore } from './0300-told-before.ts'
import { journalText } from './0310-journal-text.ts'
import { photoKept } from './0330-photo-kept.ts'
import { shipment } from './0360-shipment.ts'
import { orderNotice } from './0370-order-notice.ts'
import { levelChange } from './0380-level-change.ts'
import { standing } from './0390-standing.ts'
import type { Migration } from './migration.ts'

/** Every step, oldest first. */
export const migrations: readonly Migration[] = [
  catalogue,
  consignment,
  sync,
  printAndSecret,
  fullPass,
  scanSaid,
  pack,
  reading,
  agreed,
  planChange,
  reconcile,
  hint,
  syncMinute,
  outboxWaiting,
  staff,
  approval,
  supplierReturn,
  count,
  record,
  outboxDue,
  recount,
  toldBefore,
  journalText,
  photoKept,
  shipment,
  orderNotice,
  levelChange,
  standing,
]

/** The version this program writes. */
export const newestVersion = migrations.at(-1)?.version ?? 0

/** The version a store has; 0 for an empty file. */
export function versionOf(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number
}

/** 'CS' and the version once more: one wrong byte in a header must not pass for another program's store. */
const versionTag = 0x43530000

/** Whether the two places in the header that tell the version agree. A store of before the second one has 0 there. */
export function isVersionSure(db: Database): boolean {
  const tag = db.pragma('application_id', { simple: true }) as number
  return tag === 0 || tag === versionTag + versionOf(db)
}

/**
 * Brings a store to the newest shape, each step and its number in one transaction, so that a power cut leaves the
 * store on one step or the next.
 * @throws StationError `store-from-newer-station` before anything is written, when a newer program made the store.
 */
export function migrate(db: Database, upTo: number = newestVersion): void {
  const found = versionOf(db)
  if (found > newestVersion) {
    throw new StationError(
      'store-from-newer-station',
      `This profile was written by a newer station (store version ${found}, this one knows ${newestVersion}).`,
      'Install the newer station again, or start with another profile folder. Nothing was changed.',
    )
  }
  for (const step of migrations) {
    if (step.version <= found || step.version > upTo) continue
    db.transaction(() => {
      step.up(db)
      db.pragma(`user_version = ${step.version}`)
      db.pragma(`application_id = ${versionTag + step.version}`)
      crashAt('migration.in-step')
    }).immediate()
    crashAt('migration.stepped')
  }
}
