import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { PortError, PortTrouble } from '../../port.ts'
import type { PrintAnswer } from '../print-answer.ts'
import type { PrinterTrouble } from '../status.ts'
import { unsure } from '../tongue.ts'
import type { QueueTools } from './queue-tools.ts'
import { type RunProgram, runProgram } from './run-program.ts'

const printWithinMs = 20_000

/** What `spool-raw.ps1` answers, one line of JSON. `jobId` 0: the spooler took nothing. */
const answers = {
  list: z.object({ queues: z.array(z.string()) }),
  look: z.object({ isThere: z.boolean(), states: z.array(z.string()) }),
  print: z.object({
    jobId: z.int(),
    end: z.enum(['printed', 'gone', 'failed', 'taken-back', 'refused']),
    hasStarted: z.boolean(),
    why: z.string(),
  }),
}

/** `PrinterStatus` of Windows' printing module that mean that nothing prints now. */
const troubles: Record<string, PrinterTrouble> = {
  PaperOut: { why: 'The printer is out of labels or paper.', next: 'Load some, then print again.' },
  PaperJam: { why: 'Paper is jammed in the printer.', next: 'Free the paper, then print again.' },
  PaperProblem: { why: 'The printer has trouble with its paper.', next: 'Look at it, then print again.' },
  DoorOpen: { why: 'The printer is open.', next: 'Close it, then print again.' },
  Paused: {
    why: 'The print queue is paused.',
    next: 'Let it go on in the settings of Windows, then print again.',
  },
  Offline: {
    why: 'The printer is offline.',
    next: 'Check that it is on and its cable is in, then print again.',
  },
  Error: { why: 'The printer reports an error.', next: 'Look at it, then print again.' },
  NotAvailable: { why: 'The printer is not available.', next: 'Check that it is on, then print again.' },
  UserIntervention: {
    why: 'The printer wants somebody to look at it.',
    next: 'Look at it, then print again.',
  },
}

/**
 * The spooler of Windows, through a small PowerShell script. Names and data go to the script's standard input as JSON:
 * there is no command line for them to break out of.
 */
export function windowsTools(run: RunProgram = runProgram, script = scriptFile()): QueueTools {
  const args = ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', script]

  async function ask<V extends keyof typeof answers>(
    verb: V,
    given: Record<string, unknown>,
  ): Promise<z.infer<(typeof answers)[V]>> {
    const input = Buffer.from(JSON.stringify({ verb, ...given }), 'utf8')
    const ran = await run('powershell.exe', args, input)
    if (ran.isMissing) throw new PortTrouble('This computer has no PowerShell, which printing needs.')
    try {
      return answers[verb].parse(JSON.parse(ran.out)) as z.infer<(typeof answers)[V]>
    } catch (thrown) {
      const said = ran.said.trim().split('\n')[0] ?? ''
      throw new PortError(`The print service of Windows does not answer. ${said}`.trim(), thrown)
    }
  }

  return {
    list: async () => (await ask('list', {})).queues,
    async look(queue) {
      const { isThere, states } = await ask('look', { queue })
      if (!isThere) throw new PortError(`There is no print queue called ${queue}.`)
      return states.map((state) => troubles[state]).find((trouble) => trouble !== undefined) ?? null
    },
    async print({ queue, title, bytes, isRaw }) {
      if (!isRaw) {
        return {
          is: 'not-ready',
          why: 'Windows prints no PDF by itself.',
          next: 'Open the file and print it from there, or set up a label printer.',
        }
      }
      const given = { queue, title, data: Buffer.from(bytes).toString('base64'), withinMs: printWithinMs }
      try {
        return answerOf(await ask('print', given))
      } catch (thrown) {
        if (thrown instanceof PortTrouble) throw thrown
        // The script may have handed the label over before it broke.
        return unsure(thrown instanceof Error ? thrown.message : String(thrown))
      }
    },
  }
}

/** A job that vanished without ever having been seen printing may have been deleted by somebody. */
function answerOf({ end, hasStarted, why }: z.infer<typeof answers.print>): PrintAnswer {
  const next = 'Look at the printer and its queue, then print again.'
  switch (end) {
    case 'printed':
      return { is: 'printed' }
    case 'gone':
      return hasStarted
        ? { is: 'printed' }
        : unsure('The label left the print queue without being seen printing.')
    case 'failed':
      return unsure(`The print queue gave up on the label. ${why}`.trim())
    case 'taken-back':
      return hasStarted
        ? unsure(`The label was sent, then: ${why}`)
        : { is: 'not-ready', why: why || 'The printer did not take it.', next }
    case 'refused':
      return { is: 'not-ready', why: why || 'The print queue refuses.', next }
  }
}

/** Beside the sources, or beside a bundle: two or three folders up from it lies `resources`. */
function scriptFile(): string {
  const places = ['../../../../', '../../', '../../../'].map((folder) =>
    fileURLToPath(new URL(`${folder}resources/print/spool-raw.ps1`, import.meta.url)),
  )
  const found = places.find((place) => existsSync(place)) ?? 'spool-raw.ps1'
  // In the packaged program it lies beside the archive: PowerShell cannot look into that.
  return found.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked')
}
