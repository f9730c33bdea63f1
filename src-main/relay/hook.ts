import { createHash } from 'node:crypto'
import { type WebhookType, webhookTypes } from '../../src-shared/model/hint.ts'
import type { Hook } from '../store/relay-store.ts'

/** Where webhooks of a type arrive, below the public address: the form does not always name its type. */
export function hookPath(type: WebhookType): string {
  return `/hooks/ls/${type.replace('.', '-')}`
}

/** The type that belongs to a path, null for any other path. */
export function typeAt(path: string): WebhookType | null {
  return webhookTypes.find((type) => hookPath(type) === path) ?? null
}

const idShape = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** What a webhook is reduced to; `foreign` when it says itself that it belongs elsewhere. */
export type HookRead = { is: 'hook'; hook: Hook } | { is: 'foreign'; why: string }

/**
 * Reads a webhook whose signature was good. Nothing of its content is believed but which object it is about, and that
 * only to read the object anew; a text that cannot be read still hints at its type. The fingerprint covers path and
 * body, so that the same bytes are one hint for ever and one sent to the wrong path cannot stand in for the right one.
 */
export function readHook(type: WebhookType, body: Buffer, isOurStore: (prefix: string) => boolean): HookRead {
  const fields = new URLSearchParams(body.toString('utf8'))
  const named = fields.get('type')
  if (named !== null && named !== type)
    return { is: 'foreign', why: 'it is of another type than its address' }
  const prefix = fields.get('domain_prefix')
  if (prefix !== null && !isOurStore(prefix)) return { is: 'foreign', why: 'it is of another store' }
  const hash = createHash('sha256').update(type).update('\n').update(body).digest()
  return { is: 'hook', hook: { type, subject: subjectIn(type, fields.get('payload')), hash } }
}

const idField: Record<WebhookType, string> = {
  'consignment.send': 'consignment_id',
  'consignment.receive': 'consignment_id',
  'inventory.update': 'product_id',
  'product.update': 'id',
}

function subjectIn(type: WebhookType, payload: string | null): string | null {
  const read = payload === null ? null : objectIn(payload)
  if (read === null) return null
  const id: unknown = Reflect.get(read, idField[type])
  return typeof id === 'string' && idShape.test(id) ? id.toLowerCase() : null
}

function objectIn(text: string): object | null {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' ? read : null
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null
    throw thrown
  }
}
