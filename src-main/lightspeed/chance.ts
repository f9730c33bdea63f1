/** A number from 0 up to but not including 1, as `Math.random` gives: the jitter of waits. */
export type Chance = () => number
