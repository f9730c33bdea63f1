import { readFileSync } from 'node:fs'
import type { AnyNews } from '../../../src-shared/contract/news.ts'
import type { BridgeClient } from '../../fault/bridge-client.ts'
import { type StationProcess, startStation, until } from '../../fault/station-process.ts'
import type { BenchContext } from './figure.ts'

/** The station on the big catalogue, in a process of its own. `words` are further command line options. */
export function startOnBigStore(
  context: BenchContext,
  words: string[] = [],
  onNews: (news: AnyNews) => void = () => undefined,
): StationProcess {
  const connect = [
    '--store-url',
    context.storeUrl,
    '--token-file',
    context.tokenFile,
    '--outlet',
    context.outletId,
  ]
  return startStation({ profile: context.profile, words: [...connect, ...words], onNews })
}

/** The id here of the consignment with a thousand lines. */
export function longConsignmentHere(
  bridge: BridgeClient,
  { longConsignment }: BenchContext,
): Promise<string> {
  return until(
    async () => {
      const { toPack } = await bridge.ask('work:list', {})
      return toPack.find(({ remoteId }) => remoteId === longConsignment)?.id ?? null
    },
    'the thousand lines are there',
    60_000,
  )
}

/** Waits until no feed is being read: what runs beside a measurement is not measured. */
export async function feedsAtRest(bridge: BridgeClient): Promise<void> {
  await until(
    async () =>
      (await bridge.ask('sync:screen', {})).feeds.some(({ isRunning }) => isRunning) ? null : true,
    'the feeds come to rest',
    120_000,
    100,
  )
}

/** Resident memory of a process in megabytes, where the system tells it (Linux); NaN elsewhere. */
export function residentMb(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1024
}
