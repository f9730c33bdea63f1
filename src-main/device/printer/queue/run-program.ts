import { spawn } from 'node:child_process'

/** `code` null: it did not end by itself. `isMissing`: there is no such program, so nothing was done. */
export type Ran = { code: number | null; isMissing: boolean; out: string; said: string }

/** Runs a program without a shell: arguments are handed over as they are, and `input` is what it reads. */
export type RunProgram = (program: string, args: readonly string[], input?: Uint8Array) => Promise<Ran>

const longestMs = 60_000
/** What the programs of a print system say is some hundred lines; one that goes on and on is ended. */
const mostSaid = 1024 * 1024

export const runProgram: RunProgram = (program, args, input) =>
  new Promise((resolve) => {
    // English answers, whatever the desk speaks.
    const env = { ...process.env, LC_ALL: 'C' }
    const child = spawn(program, args, { env, timeout: longestMs, windowsHide: true, shell: false })
    let out = ''
    let said = ''
    const bounded = (text: string) => {
      if (text.length > mostSaid) child.kill('SIGKILL')
      return text.slice(0, mostSaid)
    }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out = bounded(out + text)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = bounded(said + text)
    })
    child.on('error', () => resolve({ code: null, isMissing: true, out, said }))
    child.on('close', (code) => resolve({ code, isMissing: false, out, said }))
    // A program that ends without reading everything is no failure of ours: its exit code tells.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input ?? new Uint8Array())
  })
