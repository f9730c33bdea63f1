/** Finished HTML. Only {@link html} makes it, so every text in it went through the escaping. */
export type Markup = { markup: string }

type Piece = string | number | null | Markup | Markup[]

/** A template whose values are text and come out escaped, unless they are markup already. */
export function html(fixed: TemplateStringsArray, ...values: Piece[]): Markup {
  const pieces = fixed.map(
    (part, place) => part + (place < values.length ? written(values[place] ?? null) : ''),
  )
  return { markup: pieces.join('') }
}

function written(value: Piece): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map((one) => one.markup).join('')
  if (typeof value === 'object') return value.markup
  return escaped(String(value))
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}
