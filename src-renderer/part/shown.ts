const fields = 'input:not([type=radio]), input[type=radio]:checked, textarea, select'

/** As a `ref` of something a person has just opened: whole in sight, however far down it opened. */
export function showWhole(opened: HTMLElement | null): void {
  opened?.scrollIntoView({ block: 'nearest' })
}

/** As a `ref` of a form a person has just opened: whole in sight, with the focus in its first field. */
export function showForm(opened: HTMLElement | null): void {
  opened?.querySelector<HTMLElement>(fields)?.focus({ preventScroll: true })
  showWhole(opened)
}
