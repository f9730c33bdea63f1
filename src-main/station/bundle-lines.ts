import { isPlainField } from '../log/fields.ts'

/** What the log itself puts into each line. */
const ownFields = ['level', 'time', 'event']

/** Ids, numbers, words with dashes and dots: what a plain field looks like. Anything with a blank in it is a text. */
const plain = /^[\w.:+/-]{1,80}$/

/**
 * One line of the log for support: what happened, when, to which ids. Every free text is left out, because a sentence of
 * the store or of the system may name a person or a place; of a bug stays its kind and where in the program it was.
 */
export function bundleLine(line: string): string | null {
  const read = parsed(line)
  if (read === null) return null
  const kept: Record<string, unknown> = {}
  const leftOut: string[] = []
  for (const [name, value] of Object.entries(read)) {
    if (name === 'bug') kept.bug = bugOf(value)
    else if (name === 'path') kept.path = pathOf(value)
    else if ((isPlainField(name) || ownFields.includes(name)) && isPlain(name, value)) kept[name] = value
    else leftOut.push(name)
  }
  return JSON.stringify(leftOut.length === 0 ? kept : { ...kept, textLeftOut: leftOut })
}

function isPlain(name: string, value: unknown): boolean {
  if (typeof value !== 'string') return typeof value === 'number' || typeof value === 'boolean'
  return plain.test(value) || (name === 'event' && /^[a-z .-]{1,60}$/.test(value))
}

/** A path of the vendor's interface is made of words and ids; any other path is one of this machine. */
function pathOf(value: unknown): string {
  return typeof value === 'string' && /^\/[a-z_]+(\/([0-9a-f-]{36}|[a-z_]+))*$/.test(value)
    ? value
    : '[left out]'
}

function bugOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return {}
  const { error, code, stack, cause } = value as Record<string, unknown>
  return {
    ...(typeof error === 'string' && plain.test(error) ? { error } : {}),
    ...(typeof code === 'string' && plain.test(code) ? { code } : {}),
    frames: framesOf(stack),
    ...(cause === undefined ? {} : { cause: bugOf(cause) }),
  }
}

/** `at look (/home/somebody/station/src-main/sync/pusher.ts:64:9)` becomes `look pusher.ts:64:9`. */
function framesOf(stack: unknown): string[] {
  if (typeof stack !== 'string') return []
  return [...stack.matchAll(/^\s*at (?:async )?(?:([\w$.<>]+) )?.*?([\w.-]+:\d+:\d+)\)?$/gm)].map(
    ([, name = '', place = '']) => `${name} ${place}`.trim(),
  )
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(line)
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : null
  } catch (thrown) {
    // The last line of a station that was killed may be cut short.
    if (thrown instanceof SyntaxError) return null
    throw thrown
  }
}
