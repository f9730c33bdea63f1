import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../../src-main/clock.ts'
import { cupsTools } from '../../../../src-main/device/printer/queue/cups.ts'
import { openQueuePrinter } from '../../../../src-main/device/printer/queue/queue-printer.ts'
import { runProgram } from '../../../../src-main/device/printer/queue/run-program.ts'
import { quietLog } from '../../../../src-main/log/log.ts'
import { virtualPrinter } from '../../../../src-main/training/device/virtual-printer.ts'
import { usualPaper } from '../../../../src-shared/model/printer.ts'
import { eventually } from '../eventually.ts'
import { noCups, privateCups } from './private-cups.ts'

const name = noCups === null ? 'a print queue of CUPS' : `a print queue of CUPS (left out: ${noCups})`
const job = { queue: 'bench', title: 'TR-1 "$(x)"', bytes: Buffer.from('^XA^FDone^FS^XZ'), isRaw: true }
const options = { clock: systemClock, isStopping: () => false }

// proves: Label printer | Raw print queue (CUPS) | print queue
describe.skipIf(noCups !== null)(name, () => {
  const tools = cupsTools()
  let cups: Awaited<ReturnType<typeof privateCups>>
  let port = 0
  let box = virtualPrinter({ clock: systemClock, printMs: 10 })

  beforeAll(async () => {
    port = await freePort()
    cups = await privateCups(port)
    vi.stubEnv('CUPS_SERVER', cups.socket)
  }, 30_000)
  afterAll(async () => {
    vi.unstubAllEnvs()
    await cups.close()
  })
  beforeEach(async () => {
    box = virtualPrinter({ clock: systemClock, printMs: 10 })
    await box.listen(port)
  })
  afterEach(() => box.close())

  it('is listed, and well', async () => {
    expect(await tools.list()).toEqual(['bench'])
    expect(await tools.look('bench')).toBeNull()
  })

  it('prints a label as it is, once, and says so when the job is completed', async () => {
    expect(await tools.print(job, options)).toEqual({ is: 'printed' })
    await eventually(() => box.labels().length === 1)
    expect(box.labels()[0]?.zpl).toBe('^XA^FDone^FS^XZ')
  })

  it('leaves a question when the queue gives up on the job: it was accepted, not printed (F32)', async () => {
    await box.close()
    expect(await tools.print(job, options)).toEqual({
      is: 'unsure',
      why: expect.stringMatching(/gave up on the label\. It says: cannot reach/),
    })
  })

  it('is sent nothing while it is stopped, with the reason the queue gives (F32)', async () => {
    cups.tell('cupsdisable', '-r', 'out of labels', 'bench')
    expect(await tools.print(job, options)).toMatchObject({
      is: 'not-ready',
      why: 'The print queue bench is stopped: out of labels.',
    })
    expect(cups.tell('lpstat', '-o', 'bench').stdout).toBe('')
    cups.tell('cupsenable', 'bench')
    expect(await tools.print(job, options)).toEqual({ is: 'printed' })
  })

  it('takes a label back that the queue never began with: it cannot come out an hour later', async () => {
    const holding = cupsTools((program, args, input) =>
      runProgram(program, program === 'lp' ? [...args, '-H', 'hold'] : args, input),
    )
    // One look, and the time is up.
    const mono = vi.fn().mockReturnValue(1e9).mockReturnValueOnce(0).mockReturnValueOnce(0)
    const hurried = { clock: { ...systemClock, mono }, isStopping: () => false }
    expect(await holding.print(job, hurried)).toMatchObject({ is: 'not-ready' })
    expect(cups.tell('lpstat', '-o', 'bench').stdout).toBe('')
  })

  it('that nobody knows is absent, not broken', async () => {
    await expect(tools.look('nobody')).rejects.toThrow('There is no print queue called nobody.')
    const printer = openQueuePrinter({
      name: 'queue:nobody',
      queue: 'nobody',
      paper: usualPaper,
      reports: true,
      tools,
      clock: systemClock,
      log: quietLog,
      onState: () => undefined,
    })
    await eventually(() => printer.state().is === 'absent')
    expect(await printer.print({ jobId: 'A', bytes: job.bytes })).toMatchObject({ is: 'not-ready' })
    await printer.close()
  })
})

describe('a computer without print queues', () => {
  const missing = cupsTools(async () => ({ code: null, isMissing: true, out: '', said: '' }))

  it('lists none and says why none can be used', async () => {
    expect(await missing.list()).toEqual([])
    await expect(missing.look('bench')).rejects.toThrow('This computer has no print queues')
  })
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 1))
    })
  })
}
