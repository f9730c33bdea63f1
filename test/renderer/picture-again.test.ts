import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { askAgain } from '../../src-renderer/part/picture-again.ts'

const asked: { src: string; onload: () => void }[] = []

beforeEach(() => {
  vi.useFakeTimers()
  asked.length = 0
  vi.stubGlobal(
    'Image',
    class {
      src = ''
      onload = () => undefined
      constructor() {
        asked.push(this)
      }
    },
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('asks for a picture again each minute and tells when it came', () => {
  const came = vi.fn()
  const stop = askAgain('./image/p-1', came)
  expect(asked).toHaveLength(0)
  vi.advanceTimersByTime(120_000)
  expect(asked.map(({ src }) => src)).toEqual(['./image/p-1', './image/p-1'])
  expect(came).not.toHaveBeenCalled()
  asked[1]?.onload()
  expect(came).toHaveBeenCalledOnce()
  stop()
  vi.advanceTimersByTime(600_000)
  expect(asked).toHaveLength(2)
})
