const fields = 'input:not([type=radio]), input[type=radio]:checked, textarea, select'
const handsOn = ['pointerdown', 'wheel', 'keydown'] as const

/**
 * As a `ref` of something a person has just opened: whole in sight, however far down it opened, also when more of it
 * comes a moment later. From the next touch or key on it is where the person has it.
 */
export function showWhole(opened: HTMLElement | null): (() => void) | undefined {
  if (opened === null) return undefined
  const show = () => opened.scrollIntoView({ block: 'nearest' })
  const growing = new ResizeObserver(show)
  const leave = () => growing.disconnect()
  show()
  // What grows beside it moves it, too.
  for (let around: Element | null = opened; around !== null; around = around.parentElement) {
    growing.observe(around)
  }
  for (const act of handsOn) window.addEventListener(act, leave, { once: true, passive: true })
  return () => {
    leave()
    for (const act of handsOn) window.removeEventListener(act, leave)
  }
}

/** As a `ref` of a form a person has just opened: whole in sight, with the focus in its first field. */
export function showForm(opened: HTMLElement | null): (() => void) | undefined {
  opened?.querySelector<HTMLElement>(fields)?.focus({ preventScroll: true })
  return showWhole(opened)
}
