import { spawnSync } from 'node:child_process'
import { feedsAtRest, residentMb, startOnBigStore } from './part/bench-station.ts'
import { type Figure, milliseconds, quantile, runRow } from './part/figure.ts'

const starts = 7
const budgetMs = 1_500
const budgetMb = 250

/** From the start of the process to the first screen answered, on the big store, and what it holds in memory then. */
await runRow(async (context) => {
  const samples: number[] = []
  const megabytes: number[] = []
  for (let n = 0; n < starts; n++) {
    const station = startOnBigStore(context)
    const bridge = await station.ready
    samples.push(station.usableAfterMs() ?? Number.NaN)
    await feedsAtRest(bridge)
    megabytes.push(residentMb(station.pid))
    await station.end()
  }
  const middle = quantile(samples, 0.5)
  const most = Math.max(...megabytes)
  const figures: Figure[] = [
    {
      what: 'start → first screen answered',
      measured: `p50 ${milliseconds(middle)}, most ${milliseconds(Math.max(...samples))}`,
      budget: `${budgetMs} ms`,
      floor: `an empty Node process ${milliseconds(emptyProcess())}`,
      samples: starts,
      verdict: Math.max(...samples) <= budgetMs ? 'pass' : 'MISSED',
      numbers: { p50: middle, most: Math.max(...samples) },
    },
    {
      what: 'resident memory after the start, feeds at rest',
      measured: `most ${Math.round(most)} MB`,
      budget: `${budgetMb} MB`,
      floor: `an empty Node process ${Math.round(emptyProcessMb())} MB`,
      samples: starts,
      verdict: most <= budgetMb ? 'pass' : 'MISSED',
      numbers: { mostMb: most },
    },
  ]
  return figures
})

function emptyProcess(): number {
  const startedAt = performance.now()
  spawnSync(process.execPath, ['-e', '0'])
  return performance.now() - startedAt
}

function emptyProcessMb(): number {
  const { stdout } = spawnSync(process.execPath, ['-p', 'process.memoryUsage.rss()'])
  return Number(String(stdout)) / 1024 / 1024
}
