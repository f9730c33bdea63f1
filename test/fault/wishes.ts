import { seeded } from '../../src-main/training/store/seeded.ts'

const isLong = process.env.STATION_CAMPAIGN === 'long'

function wished(name: string, short: number, long: number): number {
  return Number(process.env[name] ?? (isLong ? long : short))
}

/** How long a campaign is, and which: `npm run test:fault -- --seed N --kills K --visits V`. */
export const wishes = {
  isLong,
  seed: wished('FAULT_SEED', 1, Date.now() % 1_000_000),
  /** Worlds in which transfers are told. */
  pushes: wished('FAULT_PUSHES', 4, 60),
  kills: wished('FAULT_KILLS', 3, 200),
  /** At each known point. */
  visits: wished('FAULT_VISITS', 1, 20),
  powerCuts: wished('FAULT_CUTS', 1, 20),
  /** Flipped bytes at each place. */
  flips: wished('FAULT_FLIPS', 2, 50),
  /** What a bench does in eight hours; the short form does the beginning of such a day. */
  jobs: wished('FAULT_JOBS', 6, 400),
  /** Of each flood by the clock; 0: until the station has had enough. */
  floodSeconds: wished('FAULT_FLOOD', 0, 30),
}

/**
 * What a campaign goes through: all of it in the long form, some of it in the short one, each seed its own choice.
 *
 * @param count how many in the short form
 */
export function chosen<T>(all: readonly T[], count: number): T[] {
  if (isLong) return [...all]
  const random = seeded(wishes.seed)
  return all
    .map((one) => ({ one, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ one }) => one)
}

/** What only the long form plays. */
export function inLongForm<T>(...all: readonly T[]): readonly T[] {
  return isLong ? all : []
}
