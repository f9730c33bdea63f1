import type { Clock } from '../../clock.ts'
import type { KeptPort } from '../keep-open.ts'
import type { ScaleWatch } from './poll-scale.ts'

const firstFrameWithinMs = 5_000
const streamGapMs = 3_000
/** So many frames, each within the gap of the one before, and the scale is one that sends all the time. */
const framesOfAStream = 5

/**
 * Watches a scale that sends by itself. Silence from the start is trouble, and so is silence after a stream; a scale
 * that sends only when its print key is pressed may be as quiet as it likes after its first frame.
 */
export function watchSilence(options: { port: KeptPort; clock: Clock }): ScaleWatch {
  const { port, clock } = options
  let framesInARow = 0
  let cancel: () => void = () => undefined

  return {
    start: () => {
      cancel()
      framesInARow = 0
      cancel = clock.after(firstFrameWithinMs, () =>
        port.trouble('The scale has sent nothing yet: press its print key, or set it to send all the time.'),
      )
    },
    heard: () => {
      port.well()
      cancel()
      framesInARow++
      cancel = clock.after(streamGapMs, () => {
        if (framesInARow >= framesOfAStream)
          port.trouble('The scale is silent: check that it is on, and its cable.')
        framesInARow = 0
      })
    },
    stop: () => cancel(),
  }
}
