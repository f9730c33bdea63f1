/**
 * Some fields want the code itself, such as a courier's tracking number. A scan read while one of them has the focus
 * goes into the field; every other scan goes to the desk, whatever has the focus.
 */
const eventName = 'code-for-field'

/** Offers a scan to what has the focus; true when it took it. */
export function offerScan(focused: Element | null, text: string): boolean {
  if (!focused) return false
  return !focused.dispatchEvent(new CustomEvent(eventName, { detail: text, cancelable: true }))
}

/** A ref for a field that takes scans. */
export function takesScans(
  onCode: (text: string) => void,
): (field: HTMLElement | null) => (() => void) | undefined {
  return (field) => {
    if (!field) return undefined
    const take = (event: Event) => {
      event.preventDefault()
      onCode(String((event as CustomEvent<unknown>).detail))
    }
    field.addEventListener(eventName, take)
    return () => field.removeEventListener(eventName, take)
  }
}
