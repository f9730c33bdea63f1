import { type ChangeEvent, type KeyboardEvent, useState } from 'react'

/**
 * A field that tells what was written when it is left or Enter is pressed; what the station then says stands in it again.
 * Escape puts back what was there.
 */
export function useToldText(known: string, tell: (text: string) => void) {
  const [text, setText] = useState(known)
  const [textFor, setTextFor] = useState(known)
  if (known !== textFor) {
    setTextFor(known)
    setText(known)
  }
  return {
    value: text,
    onChange: (event: ChangeEvent<HTMLInputElement>) => setText(event.currentTarget.value),
    onBlur: () => tell(text),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter') tell(text)
      if (event.key === 'Escape') setText(known)
    },
  }
}
