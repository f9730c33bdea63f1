/** A PIN is 6 to 8 digits: long enough for a pad with gloves, too long for twenty guesses. */
export const pinLength = { min: 6, max: 8 } as const

export type PinProblem = 'not-digits' | 'too-short' | 'too-long' | 'too-plain'

/** What is wrong with a PIN somebody wants to set; null when nothing is. Runs, one repeated group and years are too plain. */
export function pinProblem(pin: string): PinProblem | null {
  if (!/^\d*$/.test(pin)) return 'not-digits'
  if (pin.length < pinLength.min) return 'too-short'
  if (pin.length > pinLength.max) return 'too-long'
  return isPlain(pin) ? 'too-plain' : null
}

function isPlain(pin: string): boolean {
  if (/^(\d{1,4})\1+$/.test(pin)) return true
  const steps = [...pin].slice(1).map((digit, at) => (10 + Number(digit) - Number(pin[at])) % 10)
  return new Set(steps).size === 1
}
