import type { z } from 'zod'
import type { Settled } from '../failure.ts'
import { approvalRequests } from './approval.ts'
import { benchRequests } from './bench.ts'
import { countRequests } from './count.ts'
import { doctorRequests } from './doctor.ts'
import { labelRequests } from './label.ts'
import type { News, NewsTopic } from './news.ts'
import { orderRequests } from './order.ts'
import { overrideRequests } from './override.ts'
import { packRequests } from './pack.ts'
import { receiveRequests } from './receive.ts'
import { reconcileRequests } from './reconcile.ts'
import { recordRequests } from './record.ts'
import { returnRequests } from './return.ts'
import { signInRequests } from './sign-in.ts'
import { staffRequests } from './staff.ts'
import { syncRequests } from './sync.ts'
import { trainingRequests } from './training.ts'
import { workRequests } from './work.ts'

/** Every request a screen can make of the station: what it takes and what it gives, as schemas for both ends. */
export const contract = {
  ...workRequests,
  ...orderRequests,
  ...packRequests,
  ...receiveRequests,
  ...returnRequests,
  ...countRequests,
  ...labelRequests,
  ...benchRequests,
  ...syncRequests,
  ...doctorRequests,
  ...reconcileRequests,
  ...recordRequests,
  ...signInRequests,
  ...staffRequests,
  ...overrideRequests,
  ...approvalRequests,
  ...trainingRequests,
} as const

export type Ask = keyof typeof contract
/** What a screen writes: fields with a default may be left out. */
export type Takes<A extends Ask> = z.input<(typeof contract)[A]['takes']>
/** What the station works with after parsing. */
export type Taken<A extends Ask> = z.output<(typeof contract)[A]['takes']>
export type Gives<A extends Ask> = z.output<(typeof contract)[A]['gives']>

/**
 * The only way between a screen and the station. In Electron the preload offers it, in a browser a WebSocket does;
 * the screens cannot tell which.
 */
export type Bridge = {
  ask<A extends Ask>(ask: A, takes: Takes<A>): Promise<Settled<Gives<A>>>
  /** Calls back on each piece of news of the topic; gives the way to stop. */
  hear<T extends NewsTopic>(topic: T, listen: (body: News<T>) => void): () => void
  /** Tells when the connection to the station comes and goes; true at once when it stands. */
  onConnection(listen: (isConnected: boolean) => void): () => void
}
