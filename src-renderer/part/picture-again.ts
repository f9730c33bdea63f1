/** A picture that could not be fetched, as without a network, is asked for again while its place is shown. */
const againEveryMs = 60_000

/**
 * Fetches a picture out of sight, time and again, so that its letters stay until there is one.
 * @param came called with each fetch that gave a picture
 * @returns ends it
 */
export function askAgain(source: string, came: () => void): () => void {
  const timer = setInterval(() => {
    const probe = new Image()
    probe.onload = came
    probe.src = source
  }, againEveryMs)
  return () => clearInterval(timer)
}
