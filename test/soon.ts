/** How long a test waits for what comes at once on a quiet machine: beside other work it may take many times as long. */
export const soon = { timeout: 15_000, interval: 10 }
