/**
 * What has to be put away again, last opened first. One that fails does not keep the others open: its failure is
 * thrown when all is done.
 */
export type Closers = { add(close: () => void | Promise<void>): void; closeAll(): Promise<void> }

export function openClosers(): Closers {
  const open: (() => void | Promise<void>)[] = []
  return {
    add: (close) => void open.push(close),
    async closeAll() {
      const failures: unknown[] = []
      for (const close of open.splice(0).reverse()) {
        try {
          await close()
        } catch (thrown) {
          failures.push(thrown)
        }
      }
      const [first] = failures
      if (first !== undefined) throw first
    },
  }
}
