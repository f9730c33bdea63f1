import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { figuresOf } from './engine/days-figures.ts'
import type { DayReport } from './engine/sim-day.ts'

const isLong = process.env.STATION_CAMPAIGN === 'long'
const days = Number(process.env.FAULT_SEEDS ?? (isLong ? 1_000 : 12))
const seed = Number(process.env.FAULT_SEED ?? 1)
const only = process.env.FAULT_ONLY
/** A busy machine is no failure of the days. */
const mostMsADay = 2_000

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('days of all four kinds in a world that loses, doubles, delays and dies', () => {
  it(
    `F09 F10 F11 F12 F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23 F24 F25 F26 F27: effects equal intentions on ${days} days from seed ${seed}`,
    async () => {
      const startedAt = performance.now()
      const reports = await playAll()
      const figures = figuresOf(reports, (performance.now() - startedAt) / 1_000)
      keepFigures(figures)
      const wrong = reports
        .filter((report) => report.wrongs.length > 0)
        .map((report) => `seed ${report.seed} (${report.weather.join(', ')}): ${report.wrongs.join('; ')}`)
      const again = only === undefined ? '' : ` --only ${only}`
      const play = reports.find((report) => report.wrongs.length > 0)?.seed
      expect(wrong, `npm run test:fault -- --seed ${play} --seeds 1${again}`).toEqual([])
      expect(reports).toHaveLength(days)
      expect(figures.mostReadBacks).toBeLessThanOrEqual(2)
    },
    60_000 + days * mostMsADay,
  )
})

/** In as many processes as the machine runs at once, each with its own part of the seeds. */
async function playAll(): Promise<DayReport[]> {
  const hands = Math.max(1, Math.min(4, availableParallelism(), days))
  const share = Math.ceil(days / hands)
  const parts = Array.from({ length: hands }, (_, at) => ({
    from: seed + at * share,
    count: Math.max(0, Math.min(share, days - at * share)),
  }))
  const played = await Promise.all(parts.filter(({ count }) => count > 0).map(play))
  return played.flat()
}

function play({ from, count }: { from: number; count: number }): Promise<DayReport[]> {
  const wishes = only === undefined ? [] : ['--only', only]
  const child = spawn(
    process.execPath,
    [join(root, 'test/fault/engine/run-days.ts'), '--from', `${from}`, '--days', `${count}`, ...wishes],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const reports: DayReport[] = []
  let said = ''
  child.stderr.on('data', (bytes: Buffer) => {
    said += bytes.toString('utf8')
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    reports.push(JSON.parse(line) as DayReport)
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      const last = from + reports.length
      if (code === 0) resolve(reports)
      else
        reject(
          new Error(
            `seed ${last} broke the simulation (npm run test:fault -- --seed ${last} --seeds 1)\n${said}`,
          ),
        )
    })
  })
}

function keepFigures(figures: ReturnType<typeof figuresOf>): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`)
  mkdirSync(join(root, 'out'), { recursive: true })
  writeFileSync(join(root, 'out/engine-days.json'), JSON.stringify(figures, null, 2))
}
