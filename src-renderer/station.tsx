import { keepPreviousData, QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { createContext, useCallback, useContext, useState } from 'react'
import type { Ask, Bridge, Gives, Takes } from '../src-shared/contract/contract.ts'
import type { Failure, Settled } from '../src-shared/failure.ts'

/** What a query throws when the station answers with a failure, so that the screen can show the sentence. */
export class AskFailed extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.say)
    this.name = 'AskFailed'
    this.failure = failure
  }
}

/** News keeps the cache true, so nothing goes stale by time and nothing is asked again by focus. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false },
    },
  })
}

export const BridgeContext = createContext<Bridge | null>(null)

export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext)
  if (!bridge) throw new Error('No bridge above this component')
  return bridge
}

/** Asks the station and keeps the answer under `[ask, takes]`; news writes into the same place. */
export function useAsk<A extends Ask>(
  ask: A,
  takes: Takes<A>,
  more: { enabled?: boolean; keepLast?: boolean } = {},
): UseQueryResult<Gives<A>, AskFailed> {
  const bridge = useBridge()
  return useQuery<Gives<A>, AskFailed>({
    queryKey: [ask, takes],
    queryFn: async () => {
      const settled = await bridge.ask(ask, takes)
      if (!settled.ok) throw new AskFailed(settled.failure)
      return settled.value
    },
    enabled: more.enabled ?? true,
    ...(more.keepLast ? { placeholderData: keepPreviousData } : {}),
  })
}

/** Why a list could not be read, and the way to try again; null when it was, or is being read. */
export type Unread = { readonly problem: AskFailed; readonly retry: () => void }
export function unreadOf({ error, refetch }: UseQueryResult<unknown, AskFailed>): Unread | null {
  return error === null ? null : { problem: error, retry: () => void refetch() }
}

/** Why an answer is a refusal; null when it is none. */
export function failureIn(settled: Settled<unknown>): Failure | null {
  return settled.ok ? null : settled.failure
}

export type ActFailure = {
  readonly where: string
  readonly failure: Failure
  /** What was refused, so that it can be asked once more. */
  readonly refused: { readonly ask: Ask; readonly takes: object }
}
export type Act = <A extends Ask>(where: string, ask: A, takes: Takes<A>) => Promise<Gives<A> | null>
export type Acts = {
  readonly act: Act
  /** Where something is under way now; its button rests meanwhile. */
  readonly busy: ReadonlySet<string>
  readonly failed: ActFailure | null
  /** Puts the refusal of one place away. */
  readonly forget: (where: string) => void
}

/**
 * Acts of a screen. `where` names the place of the button, so that a refusal shows beside it. Nothing is drawn ahead
 * of the answer: the screen changes when the station says it did.
 */
export function useActs(): Acts {
  const bridge = useBridge()
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set())
  const [failed, setFailed] = useState<ActFailure | null>(null)
  const act = useCallback<Act>(
    async (where, ask, takes) => {
      setBusy((before) => new Set(before).add(where))
      const settled = await bridge.ask(ask, takes)
      setBusy((before) => new Set([...before].filter((name) => name !== where)))
      if (settled.ok) {
        setFailed((before) => (before?.where === where ? null : before))
        return settled.value
      }
      setFailed({ where, failure: settled.failure, refused: { ask, takes } })
      return null
    },
    [bridge],
  )
  const forget = useCallback(
    (where: string) => setFailed((before) => (before?.where === where ? null : before)),
    [],
  )
  return { act, busy, failed, forget }
}
