import { systemClock } from '../../src-main/clock.ts'
import { openPtyPair } from '../../src-main/training/device/pty.ts'
import { virtualScale } from '../../src-main/training/device/virtual-scale.ts'
import type { AnyNews } from '../../src-shared/contract/news.ts'
import { deviceEnd } from '../fault/bench-rig.ts'
import { feedsAtRest, startOnBigStore } from './part/bench-station.ts'
import { type Figure, milliseconds, quantile, runRow } from './part/figure.ts'

const times = 10
const ends = 5
const awayBudgetMs = 1_000
const backBudgetMs = 1_000
const endBudgetMs = 5_000

/** A scale's cable goes and comes back, and the station is told to end: until each is said, or done. */
await runRow(async (context) => {
  const cable = await openPtyPair()
  const plate = virtualScale({ protocol: 'generic', clock: systemClock, settleMs: 100 })
  await plate.connect(deviceEnd(cable.device))
  const heard = states()
  const words = ['--scale', `serial:${cable.host}?protocol=generic&unit=kg`]
  const station = startOnBigStore(context, words, heard.news)
  const bridge = await station.ready
  await feedsAtRest(bridge)
  const [away, back]: [number[], number[]] = [[], []]
  for (let n = 0; n < times; n++) {
    const gone = heard.next('lost')
    const goneAt = performance.now()
    await cable.drop()
    away.push((await gone) - goneAt)
    await cable.restore()
    const there = heard.next('ready')
    const thereAt = performance.now()
    await plate.connect(deviceEnd(cable.device))
    back.push((await there) - thereAt)
  }
  await station.end()
  await plate.close()
  await cable.close()
  return [
    figure('scale unplugged → said', away, awayBudgetMs, 'the end of its cable'),
    figure('scale plugged in → ready', back, backBudgetMs, 'two frames of the scale'),
    figure('told to end → ended', await ended(), endBudgetMs, 'closing the store'),
  ]

  async function ended(): Promise<number[]> {
    const samples: number[] = []
    for (let n = 0; n < ends; n++) {
      const one = startOnBigStore(context)
      // While its feeds are being read.
      await one.ready
      const startedAt = performance.now()
      await one.end()
      samples.push(performance.now() - startedAt)
    }
    return samples
  }
})

function figure(what: string, samples: number[], budgetMs: number, floor: string): Figure {
  const most = Math.max(...samples)
  return {
    what,
    measured: `p50 ${milliseconds(quantile(samples, 0.5))}, most ${milliseconds(most)}`,
    budget: milliseconds(budgetMs),
    floor,
    samples: samples.length,
    verdict: most <= budgetMs ? 'pass' : 'MISSED',
    numbers: { p50: quantile(samples, 0.5), most },
  }
}

/** When the scale's state is told: `next` gives the moment at which it is told to be so, from now on. */
function states(): { news(one: AnyNews): void; next(state: string): Promise<number> } {
  let waiting: { state: string; found: (atMs: number) => void } | null = null
  return {
    news(one) {
      if (one.topic !== 'frame' || waiting === null) return
      const { state, found } = waiting
      if (!one.body.devices.some((device) => device.role === 'scale' && device.state.is === state)) return
      waiting = null
      found(performance.now())
    },
    next: (state) =>
      new Promise((found) => {
        waiting = { state, found }
      }),
  }
}
