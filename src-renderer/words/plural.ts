/** `1 line`, `2 lines`, `1,000 lines`: a number as it is written, and what there are so many of. */
export function plural(count: string, one: string): string {
  return count === '1' ? `1 ${one}` : `${count} ${one}s`
}
