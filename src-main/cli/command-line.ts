import { parseArgs } from 'node:util'
import { StationError } from '../../src-shared/failure.ts'

type Known = Record<string, { type: 'string' | 'boolean' }>
type Given<K extends Known> = { [N in keyof K]?: K[N]['type'] extends 'boolean' ? boolean : string }

/**
 * Reads words by the options known; each may stand there once.
 * @throws StationError `bad-option` that names the word that does not belong there.
 */
export function readWords<K extends Known>(words: readonly string[], known: K): Given<K> {
  const { values, tokens } = parsed(words, known)
  const seen = new Set<string>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    if (seen.has(token.name)) throw badOption(`--${token.name} is given twice.`)
    seen.add(token.name)
  }
  return values as Given<K>
}

function parsed(words: readonly string[], known: Known) {
  try {
    return parseArgs({
      args: withNegativeValues(words, known),
      options: known,
      allowPositionals: false,
      strict: true,
      tokens: true,
    })
  } catch (thrown) {
    const without = /^Option '(?:-\w, )?(--[\w-]+).* argument (?:is ambiguous|missing)/.exec(
      (thrown as Error).message,
    )
    if (without !== null) throw badOption(`${without[1]} has no value.`)
    // Node explains at length after the first sentence; the first one names the word.
    const why = thrown instanceof Error ? (thrown.message.split(/\.\s|\n/)[0] ?? '') : String(thrown)
    throw badOption(`${why.replace(/\.$/, '')}.`)
  }
}

/** A number below zero is a value: `--port -1` is wrong because of the -1, and the line is to say that. */
function withNegativeValues(words: readonly string[], known: Known): string[] {
  const joined: string[] = []
  for (const word of words) {
    const option = joined.at(-1)
    const takesValue = option?.startsWith('--') === true && known[option.slice(2)]?.type === 'string'
    if (takesValue && /^-\d/.test(word)) joined[joined.length - 1] = `${option}=${word}`
    else joined.push(word)
  }
  return joined
}

/** What is thrown for every wrong value of the command line. */
export function badOption(say: string): StationError {
  return new StationError('bad-option', say, 'Use --help to see the options.')
}

/** A failure as the one line that stands on standard error; what was typed may hold line breaks and worse. */
export function failureLine(thrown: StationError): string {
  const line = `${thrown.message} ${thrown.next}`.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()
  return line.length > 600 ? `${line.slice(0, 600)}…` : line
}
