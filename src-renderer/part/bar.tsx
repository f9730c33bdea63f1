/** Progress, capped at full; turns green when everything is there. */
export function Bar({
  done,
  all,
  label,
}: {
  readonly done: number
  readonly all: number
  readonly label: string
}) {
  const share = all <= 0 ? 0 : Math.min(1, done / all)
  return (
    <progress
      className={share >= 1 ? 'bar is-full' : 'bar'}
      value={Math.round(share * 1000)}
      max={1000}
      aria-label={label}
    />
  )
}
