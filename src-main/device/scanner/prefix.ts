/**
 * A code without what the scanner was set to put in front of it, at the very front or behind the AIM identifier: makers
 * differ in which comes first. A code that has none, or nothing behind it, stays as it came.
 */
export function withoutPrefix(text: string, prefix = ''): string {
  const aim = /^\][A-Za-z][0-9A-Za-z]/.exec(text)?.[0] ?? ''
  for (const front of ['', aim]) {
    const whole = `${front}${prefix}`
    if (text.startsWith(whole) && text.length > whole.length) return front + text.slice(whole.length)
  }
  return text
}
