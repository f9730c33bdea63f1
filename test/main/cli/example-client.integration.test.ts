import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { type RunningStation, startStation } from './running-station.ts'

const readme = fileURLToPath(new URL('../../../README.md', import.meta.url))
const text = existsSync(readme) ? readFileSync(readme, 'utf8') : ''
const example = /^```js\n(\/\/ station-client\.mjs [\s\S]*?)^```$/m.exec(text)?.[1] ?? null
const skippedSay = example === null ? ' (skipped: README.md has no station-client.mjs)' : ''

let folder = ''
let station: RunningStation | null = null
afterEach(async () => {
  await station?.end('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(example === null)(`the client of the README${skippedSay}`, () => {
  it('talks to a station that runs, in twenty lines or a few more', async () => {
    folder = mkdtempSync(join(tmpdir(), 'station-client-'))
    const profile = join(folder, 'profile')
    const program = join(folder, 'station-client.mjs')
    writeFileSync(program, example ?? '')
    station = await startStation(profile)
    const run = () => spawnSync(process.execPath, [program, profile], { encoding: 'utf8', timeout: 10_000 })
    await expect
      .poll(() => run().stdout, { timeout: 20_000, interval: 200 })
      .toMatch(/^Warehouse: [1-9]\d* to pack\. .+\.\n$/)
    expect(run()).toMatchObject({ status: 0, stderr: '' })
    expect((example ?? '').trim().split('\n').length).toBeLessThanOrEqual(25)
  })
})
