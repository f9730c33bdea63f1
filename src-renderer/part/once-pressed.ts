import type { MouseEvent } from 'react'

/**
 * Takes the second press of a double click for what it is: the same press, by a hand in a glove. It would do a thing
 * twice, or press what has come to stand in the same place meanwhile.
 */
export function oncePressed(act: (() => void) | undefined): (event: MouseEvent) => void {
  return (event) => {
    if (event.detail > 1) event.preventDefault()
    else act?.()
  }
}
