import { type RefObject, useEffect, useRef, useState } from 'react'

const fields = 'input:not([type=radio]), input[type=radio]:checked, textarea, select, button:not(:disabled)'

/**
 * A form that a key opened: the focus goes to its first field or choice, Escape in it closes it, and when it closes
 * the focus goes back to where it was, or to the button with the same key when that was pressed and drawn anew.
 */
export function useOpenedForm<Form extends HTMLElement>(
  keyName: string,
  onClose: () => void,
): RefObject<Form | null> {
  const form = useRef<Form>(null)
  const [before] = useState(() => document.activeElement)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    const opened = form.current
    opened?.querySelector<HTMLElement>(fields)?.focus()
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return
      event.preventDefault()
      close.current()
    }
    opened?.addEventListener('keydown', onKey)
    return () => {
      opened?.removeEventListener('keydown', onKey)
      giveBack(before, keyName)
    }
  }, [before, keyName])
  return form
}

/** Only when the focus went with the form: a person who has gone on elsewhere stays there. */
function giveBack(before: Element | null, keyName: string): void {
  if (document.activeElement !== document.body || before === document.body) return
  const again = before?.isConnected ? before : document.querySelector(`[aria-keyshortcuts="${keyName}"]`)
  if (again instanceof HTMLElement) again.focus()
}
