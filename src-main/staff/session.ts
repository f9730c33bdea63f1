import { AsyncLocalStorage } from 'node:async_hooks'
import type { Clock } from '../clock.ts'
import type { PersonRow } from '../store/staff-rows.ts'
import type { Actor } from '../store/store.ts'

/** The person a request came from, for as long as it is being answered: somebody else may sign in meanwhile. */
const asking = new AsyncLocalStorage<{ actor: Actor; isAnswered: boolean }>()

export type Session = {
  /** Who is signed in; null at a locked station. */
  person(): PersonRow | null
  begin(person: PersonRow): void
  end(): void
  /** What is known of the person changed. */
  renew(person: PersonRow): void
  /** Somebody did something: the wait until the station locks itself begins anew. */
  touch(): void
  close(): void
}

/**
 * Who is at the station: one person at a time, on all its pages, kept nowhere, so that a restart locks it.
 *
 * @param afterMs how long nobody may do anything before `onIdle`; null: for ever
 */
export function openSession(clock: Clock, afterMs: () => number | null, onIdle: () => void): Session {
  let on: PersonRow | null = null
  let touchedAt = 0
  let cancel: () => void = () => undefined

  function wait(): void {
    cancel()
    const limit = afterMs()
    if (on === null || limit === null) return
    cancel = clock.after(Math.max(0, touchedAt + limit - clock.mono()), look)
  }

  function look(): void {
    const limit = afterMs()
    if (on === null || limit === null) return
    if (clock.mono() - touchedAt >= limit) onIdle()
    else wait()
  }

  return {
    person: () => on,
    begin(person) {
      on = person
      touchedAt = clock.mono()
      wait()
    },
    end() {
      on = null
      cancel()
    },
    renew(person) {
      if (on?.id === person.id) on = person
      wait()
    },
    // The timer looks for itself whether it came too early: a touch costs no timer.
    touch: () => {
      touchedAt = clock.mono()
    },
    close: () => cancel(),
  }
}

/** Answers a request as this person, whoever is at the station when it ends. */
export async function runAs<T>(actor: Actor, work: () => T): Promise<Awaited<T>> {
  const request = { actor, isAnswered: false }
  try {
    return await asking.run(request, work)
  } finally {
    // What a request leaves running, such as an opened device, is nobody's any more.
    request.isAnswered = true
  }
}

/** The person of the request that is being answered; null outside of one. */
export function askedBy(): Actor | null {
  const request = asking.getStore()
  return request === undefined || request.isAnswered ? null : request.actor
}
