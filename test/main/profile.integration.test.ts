import { spawn } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { holdProfile } from '../../src-main/profile.ts'
import { testFolder } from './bench.ts'

const lock = (folder: string) => join(folder, 'station.lock')
const startOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19]
const onLinux = process.platform === 'linux'

describe('holding a profile', () => {
  it('makes the folder for this user alone and names the holder to a second one', () => {
    const folder = join(testFolder(), 'new')
    const hold = holdProfile(folder)
    if (process.platform !== 'win32') expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(() => holdProfile(folder)).toThrow(`process ${process.pid}`)
    hold.release()
    expect(existsSync(lock(folder))).toBe(false)
    holdProfile(folder).release()
  })

  it.runIf(onLinux)('refuses a profile that another living process holds', () => {
    const folder = testFolder()
    writeFileSync(lock(folder), JSON.stringify({ pid: process.ppid, started: startOf(process.ppid) }))
    expect(() => holdProfile(folder)).toThrow(`process ${process.ppid}`)
  })

  it.runIf(onLinux)('takes over a lock of a process that ended and was not asked after', async () => {
    // The shell becomes a program that never asks what became of its child.
    const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 600'])
    try {
      const pid = Number(String(await new Promise((resolve) => parent.stdout.once('data', resolve))))
      const state = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[0]
      await expect.poll(state).toBe('Z')
      const folder = testFolder()
      writeFileSync(lock(folder), JSON.stringify({ pid, started: startOf(pid) }))
      holdProfile(folder).release()
    } finally {
      parent.kill('SIGKILL')
    }
  })

  const left: [string, string][] = [
    ['of a process that is gone', JSON.stringify({ pid: 4_194_000, started: '1' })],
    ['cut short by a crash', '{"pid": 12'],
    ['of this very number, from a life before this one', JSON.stringify({ pid: process.pid, started: '1' })],
    ...(onLinux
      ? ([
          [
            'of a number that another process has by now',
            JSON.stringify({ pid: process.ppid, started: '1' }),
          ],
        ] as [string, string][])
      : []),
  ]
  for (const [what, text] of left) {
    it(`takes over a lock ${what}`, () => {
      const folder = testFolder()
      writeFileSync(lock(folder), text)
      const hold = holdProfile(folder)
      expect(JSON.parse(readFileSync(lock(folder), 'utf8'))).toMatchObject({ pid: process.pid })
      hold.release()
    })
  }
})
