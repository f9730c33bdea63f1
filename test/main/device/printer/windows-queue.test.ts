import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../../src-main/clock.ts'
import type { RunProgram } from '../../../../src-main/device/printer/queue/run-program.ts'
import { windowsTools } from '../../../../src-main/device/printer/queue/windows.ts'

const options = { clock: systemClock, isStopping: () => false }
const job = { queue: 'Zebra "; rm -rf / #', title: 'TR-1', bytes: Buffer.from('^XA^XZ'), isRaw: true }

/** Stands in for PowerShell: Windows is not at hand here. */
function pretend(answer: string, ran: { code?: number | null; isMissing?: boolean } = {}) {
  const calls: { program: string; args: readonly string[]; input: string }[] = []
  const run: RunProgram = async (program, args, input) => {
    calls.push({ program, args, input: Buffer.from(input ?? []).toString('utf8') })
    return { code: ran.code ?? 0, isMissing: ran.isMissing ?? false, out: answer, said: 'no such cmdlet' }
  }
  return { calls, tools: windowsTools(run, 'C:\\station\\spool-raw.ps1') }
}
const ended = (end: string, hasStarted: boolean, why = '') =>
  JSON.stringify({ jobId: 7, end, hasStarted, why })

describe('a print queue of Windows', () => {
  it('is told everything as data: nothing of it stands on the command line', async () => {
    const { calls, tools } = pretend(ended('printed', true))
    expect(await tools.print(job, options)).toEqual({ is: 'printed' })
    expect(calls[0]?.program).toBe('powershell.exe')
    expect(calls[0]?.args.join(' ')).not.toContain('Zebra')
    expect(calls[0]?.args.at(-1)).toBe('C:\\station\\spool-raw.ps1')
    expect(JSON.parse(calls[0]?.input ?? '')).toEqual({
      verb: 'print',
      queue: job.queue,
      title: 'TR-1',
      data: job.bytes.toString('base64'),
      withinMs: 20_000,
    })
  })

  it('has printed what left it after it began, and nothing that left it unseen (F32)', async () => {
    expect(await pretend(ended('gone', true)).tools.print(job, options)).toEqual({ is: 'printed' })
    expect(await pretend(ended('gone', false)).tools.print(job, options)).toMatchObject({ is: 'unsure' })
    expect(await pretend(ended('failed', true)).tools.print(job, options)).toMatchObject({ is: 'unsure' })
    expect(await pretend(ended('taken-back', true)).tools.print(job, options)).toMatchObject({ is: 'unsure' })
    const waiting = ended('taken-back', false, 'The printer is offline.')
    expect(await pretend(waiting).tools.print(job, options)).toMatchObject({
      is: 'not-ready',
      why: 'The printer is offline.',
    })
  })

  it('leaves a question when the script breaks with the label in its hands', async () => {
    expect(await pretend('not json').tools.print(job, options)).toMatchObject({ is: 'unsure' })
    await expect(pretend('', { isMissing: true }).tools.print(job, options)).rejects.toThrow(/PowerShell/)
  })

  it('says what its printer has, and that it is not there', async () => {
    const look = (states: string[]) => pretend(JSON.stringify({ isThere: true, states })).tools.look('Zebra')
    expect(await look(['Normal'])).toBeNull()
    expect(await look(['Normal', 'PaperOut'])).toMatchObject({
      why: 'The printer is out of labels or paper.',
    })
    await expect(pretend('{"isThere":false,"states":[]}').tools.look('Zebra')).rejects.toThrow(
      /no print queue/,
    )
    expect(await pretend('{"queues":["Zebra","Office"]}').tools.list()).toEqual(['Zebra', 'Office'])
  })

  it('prints no pages, and says what to do instead', async () => {
    const { calls, tools } = pretend('')
    expect(await tools.print({ ...job, isRaw: false }, options)).toMatchObject({
      is: 'not-ready',
      next: expect.stringMatching(/print it from there/),
    })
    expect(calls).toEqual([])
  })
})
