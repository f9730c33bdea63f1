import type { Clock } from '../../../clock.ts'
import type { PrintAnswer } from '../print-answer.ts'
import type { PrinterTrouble } from '../status.ts'

export type QueueJob = {
  queue: string
  title: string
  bytes: Uint8Array
  /** True for a label in the printer's language: the queue must not touch it. False for a PDF. */
  isRaw: boolean
}

/** The print queues of one operating system. */
export type QueueTools = {
  /** Names of all queues; empty where the system has none. */
  list(): Promise<string[]>
  /**
   * What keeps a queue from printing; null when nothing does.
   * @throws PortError when there is no such queue, or no queues at all.
   */
  look(queue: string): Promise<PrinterTrouble | null>
  /**
   * Hands one job over and watches it until the queue is done with it. A job that does not print in time is taken back:
   * it must not come out an hour later, when its label has long been printed again.
   */
  print(job: QueueJob, options: { clock: Clock; isStopping(): boolean }): Promise<PrintAnswer>
}
