import { request } from 'node:http'
import type { Clock } from '../../../clock.ts'
import { PortError, PortTrouble } from '../../port.ts'
import type { PrintAnswer } from '../print-answer.ts'
import type { PrinterTrouble } from '../status.ts'
import { unsure } from '../tongue.ts'
import { decodeIpp, encodeIpp, type IppValue, ippOperation } from './ipp.ts'
import type { QueueTools } from './queue-tools.ts'
import { type RunProgram, runProgram } from './run-program.ts'

const lookEveryMs = 250
const printWithinMs = 20_000
const answerWithinMs = 3_000
const jobStates = { pending: 3, held: 4, processing: 5, stopped: 6, canceled: 7, aborted: 8, completed: 9 }
const queueStopped = 5

type JobState = { state: number; message: string }

/** What a queue says of its printer (RFC 8011, printer-state-reasons), without `-error`, `-warning` and `-report`. */
const reasons: Record<string, PrinterTrouble> = {
  'media-empty': { why: 'The printer is out of labels or paper.', next: 'Load some, then print again.' },
  'media-needed': { why: 'The printer is out of labels or paper.', next: 'Load some, then print again.' },
  'media-jam': { why: 'Paper is jammed in the printer.', next: 'Open it, free the paper, then print again.' },
  'cover-open': { why: 'The printer is open.', next: 'Close it, then print again.' },
  'door-open': { why: 'The printer is open.', next: 'Close it, then print again.' },
  'marker-supply-empty': { why: 'The printer is out of ink.', next: 'Put some in, then print again.' },
  offline: {
    why: 'The printer is offline.',
    next: 'Check that it is on and its cable is in, then print again.',
  },
}

/**
 * CUPS, on Linux and macOS. Jobs go in through `lp`; whether they came out is asked by IPP, because `lpstat` shows a
 * job that failed exactly like one that was printed (seen with CUPS 2.4).
 */
export function cupsTools(run: RunProgram = runProgram): QueueTools {
  async function call(program: string, args: string[], input?: Uint8Array): Promise<string> {
    const { code, isMissing, out, said } = await run(program, args, input)
    if (code === 0) return out
    if (isMissing) throw new PortTrouble('This computer has no print queues: CUPS is not installed.')
    throw new PortError(`The print queue refuses: ${said.trim().split('\n')[0] ?? 'no reason given'}`)
  }

  async function ask(operation: number, uri: Record<string, string>, wanted: string[], jobId?: number) {
    const server = (await call('lpstat', ['-H'])).trim()
    const numbers: Record<string, number> = jobId === undefined ? {} : { 'job-id': jobId }
    const answer = decodeIpp(await post(server, encodeIpp(operation, { uri, numbers, wanted })))
    const found = new Map<string, IppValue[]>()
    for (const group of answer.groups) for (const [name, values] of group) found.set(name, values)
    return { isFound: answer.status < 0x0400, one: (name: string) => found.get(name)?.[0], all: found }
  }

  async function queueState(queue: string): Promise<PrinterTrouble | null> {
    const uri = { 'printer-uri': printerUri(queue) }
    const wanted = [
      'printer-state',
      'printer-state-reasons',
      'printer-state-message',
      'printer-is-accepting-jobs',
    ]
    const said = await ask(ippOperation.getPrinterAttributes, uri, wanted)
    if (!said.isFound) throw new PortError(`There is no print queue called ${queue}.`)
    const message = String(said.one('printer-state-message') ?? '')
    if (said.one('printer-is-accepting-jobs') === false || said.one('printer-state') === queueStopped) {
      return {
        why: `The print queue ${queue} is stopped${message === '' ? '.' : `: ${message.replace(/\.?$/, '.')}`}`,
        next: 'Let it go on in the printer settings of this computer, then print again.',
      }
    }
    const known = (said.all.get('printer-state-reasons') ?? [])
      .map((reason) => reasons[String(reason).replace(/-(error|warning|report)$/, '')])
      .find((trouble) => trouble !== undefined)
    return known ?? null
  }

  async function jobState(queue: string, jobId: number): Promise<JobState> {
    const uri = { 'printer-uri': printerUri(queue) }
    const said = await ask(
      ippOperation.getJobAttributes,
      uri,
      ['job-state', 'job-printer-state-message'],
      jobId,
    )
    const state = said.one('job-state')
    return {
      state: typeof state === 'number' ? state : 0,
      message: String(said.one('job-printer-state-message') ?? ''),
    }
  }

  return {
    list: async () => {
      const { code, out } = await run('lpstat', ['-e'])
      return code === 0 ? out.split('\n').filter((name) => name !== '') : []
    },
    look: queueState,
    async print({ queue, title, bytes, isRaw }, { clock, isStopping }) {
      const trouble = await queueState(queue)
      if (trouble !== null) return { is: 'not-ready', ...trouble }
      const handed = await run('lp', ['-d', queue, ...(isRaw ? ['-o', 'raw'] : []), '-t', title], bytes)
      const jobId = Number(/-(\d+) \(/.exec(handed.out)?.[1] ?? Number.NaN)
      if (Number.isInteger(jobId)) return watchJob(queue, jobId, { clock, isStopping })
      if (handed.isMissing || (handed.code !== null && handed.code !== 0)) {
        const why = handed.said.trim().split('\n')[0] ?? ''
        return {
          is: 'not-ready',
          why: `The print queue refuses: ${why}`,
          next: 'Check the queue, then print again.',
        }
      }
      return unsure('The print queue took the label without giving it a number.')
    },
  }

  /** From here on the label may come out: whatever goes wrong, nobody may call it not sent. */
  async function watchJob(
    queue: string,
    jobId: number,
    { clock, isStopping }: { clock: Clock; isStopping(): boolean },
  ): Promise<PrintAnswer> {
    try {
      const deadline = clock.mono() + printWithinMs
      let last = { state: jobStates.pending, message: '' }
      while (clock.mono() < deadline && !isStopping()) {
        last = await jobState(queue, jobId)
        const ended = endedJob(last)
        if (ended !== null) return ended
        await new Promise<void>((resolve) => clock.after(lookEveryMs, resolve))
      }
      return await takeBack(queue, jobId, last)
    } catch (thrown) {
      const why = thrown instanceof Error ? thrown.message : String(thrown)
      return unsure(`The label was sent, then: ${why}`)
    }
  }

  /** A job that never began is taken back for sure; one that began may have come out in part. */
  async function takeBack(queue: string, jobId: number, last: JobState): Promise<PrintAnswer> {
    await run('cancel', [`${queue}-${jobId}`])
    const after = await jobState(queue, jobId)
    if (after.state === jobStates.completed) return { is: 'printed' }
    const since = (await queueState(queue))?.why ?? (last.message || 'The printer did not take it.')
    const isWaiting = last.state === jobStates.pending || last.state === jobStates.held
    return isWaiting && after.state === jobStates.canceled
      ? { is: 'not-ready', why: since, next: 'Look at the printer and its queue, then print again.' }
      : unsure(`The label was sent, then: ${since}`)
  }
}

function endedJob({ state, message }: JobState): PrintAnswer | null {
  const why = message === '' ? '' : ` It says: ${message.replace(/\.?$/, '.')}`
  switch (state) {
    case jobStates.completed:
      return { is: 'printed' }
    case jobStates.aborted:
    case jobStates.stopped:
      return unsure(`The print queue gave up on the label.${why}`)
    case jobStates.canceled:
      return unsure('Somebody took the label out of the print queue.')
    default:
      return state === 0 ? unsure('The print queue does not know this label any more.') : null
  }
}

const printerUri = (queue: string) => `ipp://localhost/printers/${encodeURIComponent(queue)}`

/** `server` as `lpstat -H` names it: the path of a socket, or host and port. */
function post(server: string, body: Uint8Array): Promise<Uint8Array> {
  const [host = '', port = '631'] = server.split(/:(?=\d+$)/)
  const where = server.startsWith('/') ? { socketPath: server } : { host, port: Number(port) }
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/ipp', 'content-length': body.length, host: 'localhost' }
    const asking = request({ ...where, method: 'POST', path: '/', headers, timeout: answerWithinMs })
    asking.on('response', (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => resolve(Buffer.concat(parts)))
      answer.on('error', reject)
    })
    asking.on('timeout', () => asking.destroy(new Error('no answer in time')))
    asking.on('error', (thrown) =>
      reject(new PortError('The print service of this computer does not answer.', thrown)),
    )
    asking.end(body)
  })
}
