import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { testFolder } from '../main/bench.ts'

type Check = { name: string; args: readonly string[]; next: string }
type Checks = {
  runCheck(check: Check, readSources: () => string): Promise<{ ok: boolean; note?: string }>
}

const checks = new URL('../../scripts/part/checks.mjs', import.meta.url).href
const { runCheck } = (await import(checks)) as Checks
const stamp = new URL('../../.setup/check-of-a-test', import.meta.url)

/** A check that leaves a sign when it runs, and passes while nothing forbids it. */
function tryOut() {
  const folder = testFolder()
  const [sign, forbidden] = [join(folder, 'sign'), join(folder, 'forbidden')]
  const program = `fs.writeFileSync(${JSON.stringify(sign)}, ''); process.exit(fs.existsSync(${JSON.stringify(forbidden)}) ? 1 : 0)`
  const check = { name: 'of a test', args: ['-e', program], next: '' }
  onTestFinished(() => rmSync(stamp, { force: true }))
  return {
    forbid: () => writeFileSync(forbidden, ''),
    /** @param sources what they are before, and after when that is told */
    async run(sources: string, after = sources) {
      rmSync(sign, { force: true })
      const read = [sources, after]
      const { ok } = await runCheck(check, () => read.shift() ?? '')
      return { ok, ran: existsSync(sign) }
    },
  }
}

it('a check is passed over only when it passed with these very sources', async () => {
  const check = tryOut()
  expect(await check.run('first')).toEqual({ ok: true, ran: true })
  expect(await check.run('first')).toEqual({ ok: true, ran: false })
  expect(await check.run('second', 'changed meanwhile')).toEqual({ ok: true, ran: true })
  expect(await check.run('second')).toEqual({ ok: true, ran: true })
  expect(await check.run('second')).toEqual({ ok: true, ran: false })
})

it('a check that failed is run again', async () => {
  const check = tryOut()
  check.forbid()
  expect(await check.run('first')).toEqual({ ok: false, ran: true })
  expect(await check.run('first')).toEqual({ ok: false, ran: true })
})
