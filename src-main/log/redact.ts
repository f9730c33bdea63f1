const removed = '[removed]'

/** What secrets look like when nobody marked them: bearer words, JSON Web Tokens, keys in an address, mail addresses. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic|Token)\s+[\w.~+/=-]{6,}/gi, `$1 ${removed}`],
  [/\beyJ[\w-]{5,}\.[\w-]{5,}(\.[\w-]*)?/g, removed],
  [/([?&](?:code|key|pin|signature|state)|\w*(?:token|secret|password))=[^&\s"']+/gi, `$1=${removed}`],
  [/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, removed],
]

const longWord = /[A-Za-z0-9_+/=-]{16,}/g
/** Our own numbers are long too: trace ids, UUIDs and ULIDs. */
const harmless =
  /^(req_\d{8}_\d{6}_[0-9a-f]{16}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z]{0,3}-?[0-7][0-9A-HJKMNP-TV-Z]{25})$/i

export type Redactor = {
  /** Text with everything token-like taken out. */
  clean(text: string): string
  /** Takes this text out from now on, wherever it turns up; for secrets that look like nothing special. */
  hide(secret: string): void
}

export function openRedactor(): Redactor {
  const hidden = new Set<string>()
  return {
    clean: (text) => {
      let kept = text
      for (const secret of hidden) kept = kept.replaceAll(secret, removed)
      for (const [pattern, by] of patterns) kept = kept.replace(pattern, by)
      return kept.replace(longWord, (word) => (isRandom(word) ? removed : word))
    },
    hide: (secret) => {
      if (secret.length >= 6) hidden.add(secret)
    },
  }
}

/** A long piece with digits and letters mixed. Pieces, because device paths are long words of short ones. */
function isRandom(word: string): boolean {
  if (harmless.test(word)) return false
  return word.split(/[/_-]/).some((piece) => {
    const digits = piece.replace(/\D/g, '').length
    const letters = piece.replace(/[^A-Za-z]/g, '').length
    return piece.length >= 16 && digits >= 2 && letters >= 2 && !harmless.test(piece)
  })
}

// JSON leaves these as they are; a terminal or an editor may not: delete, C1 controls, line separators, direction marks.
const unseen = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g

/** One line of JSON in which every control character is written out. */
export function escapeUnseen(json: string): string {
  return json.replace(unseen, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
