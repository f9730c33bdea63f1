import { DemoError } from './demo-error.ts'

/** What has to be put away again, last opened first. */
export type Closers = {
  /** @throws DemoError when the demo was stopped meanwhile; what was added is put away all the same. */
  add(close: () => void | Promise<void>): void
  /** Puts away what is open. One that fails does not keep the others open: its failure is thrown when all is done. */
  closeAll(): Promise<void>
  /** From now on nothing more is opened. */
  stop(): void
}

export function openClosers(): Closers {
  const open: (() => void | Promise<void>)[] = []
  let isStopped = false
  let closing: Promise<void> = Promise.resolve()

  async function closeOpen(): Promise<void> {
    const failures: Error[] = []
    for (let close = open.pop(); close !== undefined; close = open.pop()) {
      try {
        await close()
      } catch (thrown) {
        failures.push(thrown instanceof Error ? thrown : new Error(String(thrown)))
      }
    }
    const [first] = failures
    if (first !== undefined) throw first
  }

  return {
    add(close) {
      open.push(close)
      if (isStopped) throw new DemoError('The demo was stopped.')
    },
    closeAll() {
      closing = closing.then(closeOpen, closeOpen)
      return closing
    },
    stop() {
      isStopped = true
    },
  }
}
