import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { lookAtLinux } from '../../../../src-main/device/doctor/machine.ts'

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

describe.skipIf(process.platform !== 'linux')('this machine', () => {
  it('tells which program has a file open, by name and number, until it lets go', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'held-'))
    cleanups.push(() => rm(folder, { recursive: true, force: true }))
    const path = join(folder, 'ttyUSB0')
    await writeFile(path, '')
    const holder = spawn('tail', ['-f', path], { stdio: 'ignore' })
    cleanups.push(() => void holder.kill())
    const holders = async () => (await lookAtLinux({ path, usb: null })).holders
    await expect.poll(holders, { timeout: 8_000 }).toEqual([{ pid: holder.pid, name: 'tail' }])
    holder.kill()
    await expect.poll(holders, { timeout: 8_000 }).toEqual([])
  })
})
