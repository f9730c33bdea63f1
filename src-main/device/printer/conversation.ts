import type { Clock } from '../../clock.ts'
import type { OpenPort, Port } from '../port.ts'

/** More than any status answer; what comes beyond is not kept. */
const answerCap = 16 * 1024

/**
 * One connection to a printer, one question at a time: its answers carry no mark of what they answer. A question that comes
 * back by itself, from a cable or a serial server that echoes, is no part of the answer.
 */
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
  /** What came since the last question, without its echo. */
  heard(): string
  /** The last question came back, and nothing else did. */
  isEcho(): boolean
  isOpen(): boolean
  close(): Promise<void>
}

/**
 * Opens a conversation. Rejects like the port does when the printer cannot be reached. `isTooMuch` is asked about
 * whatever comes: once it says so, the line is closed and nothing more is read, as if it had broken.
 */
export async function converse(
  open: OpenPort,
  clock: Clock,
  isTooMuch: (bytes: Uint8Array) => boolean = () => false,
): Promise<Conversation> {
  let heard = ''
  /** What of the question has not come back; null once something else came. */
  let echo: { question: string; back: number } | null = null
  let onHeard: () => void = () => undefined
  let isHungUp = false
  let port: Port | null = null
  const isOpen = () => !isHungUp && port?.isOpen() === true
  port = await open({
    data: (bytes) => {
      if (isHungUp) return
      if (isTooMuch(bytes)) {
        isHungUp = true
        heard = ''
        void port?.close()
        return onHeard()
      }
      heard = (heard + withoutEcho(Buffer.from(bytes).toString('latin1'))).slice(-answerCap)
      onHeard()
    },
    lost: () => onHeard(),
  })

  function withoutEcho(text: string): string {
    if (echo === null) return text
    const { question, back } = echo
    let at = 0
    while (at < text.length && back + at < question.length && text[at] === question[back + at]) at += 1
    echo.back = back + at
    if (at === text.length) return ''
    // What looked like the echo so far was an answer that begins alike.
    const isWhole = echo.back === question.length
    echo = isWhole ? echo : null
    return isWhole ? text.slice(at) : question.slice(0, back) + text
  }

  function ask<T>(question: string, read: (answer: string) => T | null, withinMs: number): Promise<T | null> {
    heard = ''
    echo = question === '' ? null : { question, back: 0 }
    if (!isOpen()) return Promise.resolve(null)
    if (question !== '' && !port?.write(Buffer.from(question, 'latin1'))) return Promise.resolve(null)
    return hearMore(read, withinMs)
  }

  function hearMore<T>(read: (answer: string) => T | null, withinMs: number): Promise<T | null> {
    const already = read(heard)
    if (already !== null || !isOpen()) return Promise.resolve(already)
    return new Promise((resolve) => {
      const finish = (answer: T | null) => {
        onHeard = () => undefined
        cancel()
        resolve(answer)
      }
      const cancel = clock.after(withinMs, () => finish(null))
      onHeard = () => {
        const answer = read(heard)
        if (answer !== null || !isOpen()) finish(answer)
      }
    })
  }

  return {
    tell: (bytes) => isOpen() && port.write(bytes),
    ask,
    hearMore,
    heard: () => heard,
    isEcho: () => heard === '' && echo !== null && echo.back === echo.question.length,
    isOpen,
    close: port.close,
  }
}
