import type { Clock } from '../../../src-main/clock.ts'

/** A clock that jumps to the next thing that waits, for many simulated days in a minute. */
export type SimClock = Clock & {
  /** Runs what is due next. False when nothing waits. */
  step(): boolean
  /** The same time for one process: what waits by it ends with the process, and its wall clock may be off. */
  ofProcess(wallOffMs: () => number): Clock & { die(): void }
}

type Wait = { atMs: number; order: number; run: (() => void) | null }

export function simClock(startMs = Date.UTC(2026, 10, 20, 3, 0, 0)): SimClock {
  let passed = 0
  let order = 0
  const heap: Wait[] = []
  const isBefore = (one: Wait, other: Wait) =>
    one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order)

  function push(wait: Wait): void {
    let at = heap.push(wait) - 1
    while (at > 0) {
      const up = (at - 1) >> 1
      if (!isBefore(heap[at] as Wait, heap[up] as Wait)) break
      swap(at, up)
      at = up
    }
  }

  function pop(): Wait | undefined {
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    heap[0] = last
    for (let at = 0; ; ) {
      const left = 2 * at + 1
      const right = left + 1
      let least = at
      if (left < heap.length && isBefore(heap[left] as Wait, heap[least] as Wait)) least = left
      if (right < heap.length && isBefore(heap[right] as Wait, heap[least] as Wait)) least = right
      if (least === at) return first
      swap(at, least)
      at = least
    }
  }

  function swap(one: number, other: number): void {
    const kept = heap[one] as Wait
    heap[one] = heap[other] as Wait
    heap[other] = kept
  }

  function after(ms: number, run: () => void): () => void {
    order += 1
    const wait: Wait = { atMs: passed + Math.max(0, ms), order, run }
    push(wait)
    return () => {
      wait.run = null
    }
  }

  return {
    now: () => startMs + Math.floor(passed),
    mono: () => passed,
    after,
    step() {
      for (let next = pop(); next !== undefined; next = pop()) {
        if (next.run === null) continue
        passed = next.atMs
        next.run()
        return true
      }
      return false
    },
    ofProcess(wallOffMs) {
      let isDead = false
      return {
        now: () => startMs + Math.floor(passed) + wallOffMs(),
        mono: () => passed,
        after: (ms, run) =>
          after(ms, () => {
            if (!isDead) run()
          }),
        die() {
          isDead = true
        },
      }
    },
  }
}
