/** Waits until a condition holds, looking every few milliseconds; throws with the last thing seen when it never does. */
export async function eventually(
  holds: () => boolean,
  what: () => unknown = () => '',
  withinMs = 8_000,
): Promise<void> {
  const end = performance.now() + withinMs
  while (!holds()) {
    if (performance.now() > end) throw new Error(`It did not come about: ${JSON.stringify(what())}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
