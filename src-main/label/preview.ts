import { Worker } from 'node:worker_threads'
import { StationError } from '../../src-shared/failure.ts'
import type { Clock } from '../clock.ts'
import { workerFile } from '../worker-file.ts'
import { type Dpi, dots, pageOf } from './page.ts'
import type { LabelStock } from './zpl.ts'

/** One label for the worker to draw. */
export type PreviewJob = {
  readonly id: number
  readonly zpl: string
  readonly widthMm: number
  readonly heightMm: number
  readonly dotsPerMm: number
}

export type PreviewAnswer =
  | { readonly is: 'drawn'; readonly id: number; readonly png: Uint8Array<ArrayBuffer> }
  | { readonly is: 'failed'; readonly id: number; readonly why: string }

/** Draws labels as they will print. */
export type LabelPreview = {
  /**
   * A ZPL job as PNG, one pixel a dot.
   * @throws StationError `label-preview-failed` when the job holds no label or the thread gives nothing for 30 seconds.
   */
  renderZpl(zpl: string, stock: LabelStock): Promise<Uint8Array>
  close(): Promise<void>
}

type Waiting = { resolve(png: Uint8Array): void; reject(why: StationError): void }

const longestSilenceMs = 30_000
const idleMs = 60_000

/** The renderer counts in whole dots a millimetre; the page is given in the millimetres that make our dots of it. */
const dotsPerMm: Record<Dpi, number> = { 203: 8, 300: 12, 600: 24 }

/**
 * Starts drawing in a thread of its own, on first use: the renderer blocks its thread for 130 to 310 ms a label and
 * takes some 100 MB, so the thread ends again after a minute without work, or when a label hangs it.
 */
export function labelPreview(clock: Clock): LabelPreview {
  let worker: Worker | null = null
  let nextId = 1
  let stopIdle: () => void = () => undefined
  let stopWatch: () => void = () => undefined
  const waiting = new Map<number, Waiting>()

  function settle(id: number, end: (one: Waiting) => void): void {
    const one = waiting.get(id)
    if (one === undefined) return
    waiting.delete(id)
    stopWatch()
    end(one)
    if (waiting.size > 0) {
      watch()
      return
    }
    worker?.unref()
    stopIdle = clock.after(idleMs, () => void stop('idle'))
  }

  /** Several labels wait in turn, so it is the silence that tells a thread that hangs, not how long one waited. */
  function watch(): void {
    stopWatch = clock.after(longestSilenceMs, () => void stop('drawing took too long'))
  }

  async function stop(why: string): Promise<void> {
    const old = worker
    worker = null
    stopIdle()
    for (const id of [...waiting.keys()]) settle(id, (one) => one.reject(failed(why)))
    stopIdle()
    await old?.terminate()
  }

  function start(): Worker {
    const started = new Worker(workerFile('preview-worker', import.meta.url))
    started.on('message', (answer: PreviewAnswer) =>
      settle(answer.id, (one) =>
        answer.is === 'drawn' ? one.resolve(answer.png) : one.reject(failed(answer.why)),
      ),
    )
    const lost = (why: string) => {
      if (worker === started) void stop(why)
    }
    started.on('error', (thrown) => lost(thrown instanceof Error ? thrown.message : String(thrown)))
    started.on('exit', (code) => lost(`the drawing thread ended with ${code}`))
    return started
  }

  return {
    renderZpl(zpl, { dpi, size }) {
      const page = pageOf(size)
      const perMm = dotsPerMm[dpi]
      stopIdle()
      worker ??= start()
      const id = nextId++
      const job: PreviewJob = {
        id,
        zpl,
        widthMm: dots(page.width, dpi) / perMm,
        heightMm: dots(page.height, dpi) / perMm,
        dotsPerMm: perMm,
      }
      const drawing = worker
      // A process may end while the thread is idle, not while somebody waits for a picture.
      drawing.ref()
      return new Promise((resolve, reject) => {
        if (waiting.size === 0) watch()
        waiting.set(id, { resolve, reject })
        drawing.postMessage(job)
      })
    },
    close: () => stop('the station is closing'),
  }
}

function failed(why: string): StationError {
  return new StationError(
    'label-preview-failed',
    'The picture of this label could not be drawn.',
    'The label itself can still be printed.',
    { retryable: true, cause: why },
  )
}
