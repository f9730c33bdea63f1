import { z } from 'zod'
import type { deviceRole } from '../src-shared/model/device.ts'
import { printRoutes } from '../src-shared/model/print-route.ts'
import { staffRules } from '../src-shared/model/staff.ts'
import { type ApprovalRules, approvalRules, usualApprovalRules } from '../src-shared/rule/approval-tiers.ts'
import type { SerialIdentity } from './device/serial-identity.ts'
import { broughtBackSetting } from './store/restore.ts'
import type { Store } from './store/store.ts'

/** Where scans go: what the person is looking at. Kept, so that a scan right after a restart finds its desk. */
const desk = z.object({
  screen: z.enum(['work', 'pack', 'receive', 'return', 'count', 'other']),
  consignmentId: z.string().nullable(),
})
export type Desk = z.infer<typeof desk>

const connection = z.object({ url: z.string(), apiVersion: z.enum(['2026-07', '2.0']) })
export type Connection = z.infer<typeof connection>

const look = z.object({ theme: z.enum(['light', 'dark', 'system']), volume: z.number().min(0).max(1) })

const schemas = {
  'outlet-id': z.string(),
  desk,
  connection,
  look,
  /** Damaged stores that lie in the folder, by file name, of which a person knows. */
  'set-aside-seen': z.array(z.string()),
  /** What the store was put together from after it was damaged. */
  [broughtBackSetting]: z.object({
    damaged: z.string(),
    copy: z.string().nullable(),
    changes: z.number(),
    upTo: z.string().nullable(),
    missing: z.number().nullable(),
    /** Not there in a store that was brought back by an earlier version. */
    lostTexts: z.number().default(0),
  }),
  'store-name': z.string(),
  /** The address of the webhook relay that is asked for hints. */
  relay: z.string(),
  /** A person signed this station out: no line is opened until one signs in. */
  'signed-out': z.boolean(),
  /** Training only: the network to the training store was cut by hand. */
  'network-cut': z.boolean(),
  'print-routes': printRoutes,
  'staff-rules': staffRules,
  /** An order is made at Lightspeed when it is sent; else with its first receipt. */
  'order-told-at-send': z.boolean(),
  /** What is packed counts as sent after twelve hours, though nobody said so. */
  'sent-after-12-hours': z.boolean(),
  /** When it is asked whether what stands packed has left, `hh:mm`; `never` where nobody wants to be asked. */
  'asks-what-stands-at': z.string(),
  'approval-rules': approvalRules,
  /** A stocktake that begins here is told by setting stock levels; else as a stocktake of Lightspeed's own. */
  'counts-set-levels': z.boolean(),
} as const
type SettingName = keyof typeof schemas
type SettingValue<N extends SettingName> = z.infer<(typeof schemas)[N]>

/** A kept setting; null when it was never set or what stands there does not fit any more. */
export function readSetting<N extends SettingName>(store: Store, name: N): SettingValue<N> | null {
  const read = schemas[name].safeParse(store.settings.get(name))
  return read.success ? (read.data as SettingValue<N>) : null
}

/** Call inside a write. */
export function keepSetting<N extends SettingName>(
  store: Store,
  name: N,
  value: SettingValue<N> | null,
): void {
  store.settings.put(name, value)
}

/**
 * What needs approval, and by whom: as set here, else the usual. Before anybody is set up nobody could approve a transfer,
 * so that none needs it by then.
 */
export function approvalRulesOf(store: Store): ApprovalRules {
  const kept = readSetting(store, 'approval-rules')
  if (kept !== null) return kept
  const isAnybodySetUp = store.staff.all().some(({ isActive, hasPin }) => isActive && hasPin)
  return isAnybodySetUp ? usualApprovalRules : { ...usualApprovalRules, transfersAboveCents: null }
}

/** The address a device was set up with; null when nobody set one up. */
export function deviceAddress(store: Store, role: z.infer<typeof deviceRole>): string | null {
  const value = store.settings.get(`device:${role}`)
  return typeof value === 'string' ? value : null
}

const identity = z.object({
  path: z.string(),
  vendorId: z.string(),
  productId: z.string(),
  serialNumber: z.string().nullable(),
  place: z.string().nullable(),
})

/** Who sat at the serial address of a device when it was last opened; null when nobody knows. */
export function deviceIdentity(store: Store, role: z.infer<typeof deviceRole>): SerialIdentity | null {
  const read = identity.safeParse(store.settings.get(`device-identity:${role}`))
  return read.success ? read.data : null
}

/** Call inside a write. */
export function keepDeviceIdentity(
  store: Store,
  role: z.infer<typeof deviceRole>,
  known: SerialIdentity | null,
): void {
  store.settings.put(`device-identity:${role}`, known)
}

/** The GS1 company prefix an outlet's SSCC labels start with; null: labels carry internal numbers. */
export function gs1PrefixOf(store: Store, outletId: string): string | null {
  const value = store.settings.get(`gs1-prefix:${outletId}`)
  return typeof value === 'string' ? value : null
}

/** This station's two digits in every SSCC; null until somebody gave it one. */
export function stationNumber(store: Store): number | null {
  const value = store.settings.get('station-number')
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 99 ? value : null
}

/** How the screens look and how loud they are; as the computer is set until a person chose. */
export function lookOf(store: Store): z.infer<typeof look> {
  return readSetting(store, 'look') ?? { theme: 'system', volume: 0.5 }
}
