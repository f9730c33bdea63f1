import type { Clock } from './clock.ts'
import { type Random, systemRandom } from './random.ts'

const shape = /^req_\d{8}_\d{6}_[0-9a-f]{16}$/

/** The number a person reads to support and a log line carries: `req_YYYYMMDD_HHMMSS_<16 hex>`, in UTC. */
export function newTraceId(clock: Clock, random: Random = systemRandom): string {
  const [date, time] = new Date(clock.now()).toISOString().split('T') as [string, string]
  const tail = Buffer.from(random(8)).toString('hex')
  return `req_${date.replaceAll('-', '')}_${time.slice(0, 8).replaceAll(':', '')}_${tail}`
}

export function isTraceId(text: unknown): text is string {
  return typeof text === 'string' && shape.test(text)
}
