import type { Clock } from '../../clock.ts'
import type { OpenPort } from '../port.ts'

/** More than any status answer; what comes beyond is not kept. */
const answerCap = 16 * 1024

/** One connection to a printer, one question at a time: its answers carry no mark of what they answer. */
export type Conversation = {
  /** Sends without expecting an answer. False when the connection is gone and nothing was sent. */
  tell(bytes: Uint8Array): boolean
  /**
   * Asks (an empty question only listens) and waits until `read` makes something of the answer. Null when nothing came
   * in time or the line broke.
   */
  ask<T>(question: string, read: (answer: string) => T | null, withinMs: number): Promise<T | null>
  /** Goes on waiting for the answer to the last question; what came of it already counts. Null as with `ask`. */
  hearMore<T>(read: (answer: string) => T | null, withinMs: number): Promise<T | null>
  /** What came since the last question. */
  heard(): string
  isOpen(): boolean
  close(): Promise<void>
}

/** Opens a conversation. Rejects like the port does when the printer cannot be reached. */
export async function converse(open: OpenPort, clock: Clock): Promise<Conversation> {
  let heard = ''
  let onHeard: () => void = () => undefined
  const port = await open({
    data: (bytes) => {
      heard = (heard + Buffer.from(bytes).toString('latin1')).slice(-answerCap)
      onHeard()
    },
    lost: () => onHeard(),
  })

  function ask<T>(question: string, read: (answer: string) => T | null, withinMs: number): Promise<T | null> {
    heard = ''
    if (!port.isOpen()) return Promise.resolve(null)
    if (question !== '' && !port.write(Buffer.from(question, 'latin1'))) return Promise.resolve(null)
    return hearMore(read, withinMs)
  }

  function hearMore<T>(read: (answer: string) => T | null, withinMs: number): Promise<T | null> {
    const already = read(heard)
    if (already !== null || !port.isOpen()) return Promise.resolve(already)
    return new Promise((resolve) => {
      const finish = (answer: T | null) => {
        onHeard = () => undefined
        cancel()
        resolve(answer)
      }
      const cancel = clock.after(withinMs, () => finish(null))
      onHeard = () => {
        const answer = read(heard)
        if (answer !== null || !port.isOpen()) finish(answer)
      }
    })
  }

  return {
    tell: port.write,
    ask,
    hearMore,
    heard: () => heard,
    isOpen: port.isOpen,
    close: port.close,
  }
}
