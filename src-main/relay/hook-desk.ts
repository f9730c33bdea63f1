import type { IncomingHttpHeaders } from 'node:http'
import type { WebhookType } from '../../src-shared/model/hint.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log/log.ts'
import type { RelayStore } from '../store/relay-store.ts'
import { readHook } from './hook.ts'
import { checkSignature } from './signature.ts'

/** What a webhook is answered: 204 only when it is on disk. */
export type HookAnswer = {
  status: 204 | 400 | 401 | 503
  outcome: 'taken' | 'doubled' | 'refused' | 'not-kept'
}

export type HookDesk = {
  take(type: WebhookType, headers: IncomingHttpHeaders, body: Buffer): HookAnswer
  /** A delivery that was refused before its body was read. */
  refuse(type: WebhookType, why: string): void
  /** Whether the last write worked. */
  canKeep(): boolean
  /** Something was written beside it: what failed before says nothing any more. */
  keepsAgain(): void
  close(): void
}

/** Refusals are counted in memory and written so rarely: whoever sends rubbish must not make the disk work. */
const tellRefusedMs = 10_000

/**
 * Judges webhooks: signature over the raw bytes first, then what they hint at, then onto the disk, then the answer. When
 * nothing can be written the answer is a 5xx, so that Lightspeed comes again; a 4xx would be its last word.
 */
export function openHookDesk(parts: {
  store: RelayStore
  secrets: readonly string[]
  isOurStore: (prefix: string) => boolean
  clock: Clock
  log: Log
  /** A hint is on disk. */
  onTaken: () => void
}): HookDesk {
  const { store, secrets, clock, log } = parts
  const refused = new Map<WebhookType, { count: number; why: string }>()
  const formsSeen = new Set<string>()
  let cancelTell: (() => void) | null = null
  let isKeeping = true

  function refuse(type: WebhookType, why: string): void {
    refused.set(type, { count: (refused.get(type)?.count ?? 0) + 1, why })
    cancelTell ??= clock.after(tellRefusedMs, tellRefused)
  }

  function tellRefused(): void {
    cancelTell = null
    for (const [kind, { count, why }] of refused) {
      log.warn('relay.refused', { kind, count, why })
      try {
        store.noteRefused(kind, count)
      } catch (thrown) {
        log.bug('relay.refused-not-counted', thrown)
      }
    }
    refused.clear()
  }

  function noteForm(form: string, secret: number): void {
    const seen = `${form}, secret ${secret + 1}`
    if (formsSeen.has(seen)) return
    formsSeen.add(seen)
    log.info('relay.signature-form', { is: seen })
  }

  return {
    take(type, headers, body) {
      const header = headers['x-signature']
      const signature = checkSignature(typeof header === 'string' ? header : undefined, body, secrets)
      if (signature.is === 'bad') {
        refuse(type, signature.why)
        return { status: 401, outcome: 'refused' }
      }
      noteForm(signature.form, signature.secret)
      const read = readHook(type, body, parts.isOurStore)
      if (read.is === 'foreign') {
        refuse(type, read.why)
        return { status: 400, outcome: 'refused' }
      }
      try {
        const outcome = store.keep(read.hook)
        isKeeping = true
        if (outcome === 'taken') parts.onTaken()
        return { status: 204, outcome }
      } catch (thrown) {
        if (isKeeping) log.bug('relay.not-kept', thrown, { kind: type })
        isKeeping = false
        return { status: 503, outcome: 'not-kept' }
      }
    },
    refuse,
    canKeep: () => isKeeping,
    keepsAgain() {
      isKeeping = true
    },
    close() {
      cancelTell?.()
      tellRefused()
    },
  }
}
