/** A ZPL job read back the way a printer does: commands start at `^` or `~` and end before the next one. */
export type Command = { readonly name: string; readonly data: string }

export function commandsOf(zpl: string): Command[] {
  const found: Command[] = []
  for (const match of zpl.matchAll(/([\^~])([A-Z][A-Z0-9@])([^^~]*)/g)) {
    found.push({ name: `${match[1]}${match[2]}`, data: (match[3] ?? '').replace(/\n/g, '') })
  }
  return found
}

/** What a printer draws for the data of a field after ^FH. */
export function readField(data: string): string {
  const bytes: number[] = []
  for (let i = 0; i < data.length; i += 1) {
    if (data[i] === '_') {
      bytes.push(Number.parseInt(data.slice(i + 1, i + 3), 16))
      i += 2
    } else bytes.push(data.charCodeAt(i))
  }
  return new TextDecoder().decode(new Uint8Array(bytes))
}

/** The text fields of a job, in order, as a person reads them. */
export function textsOf(zpl: string): string[] {
  return commandsOf(zpl)
    .filter(({ name }) => name === '^FD')
    .map(({ data }) => readField(data))
}

/**
 * The job without its words: one entry a field, so that jobs of the same template compare equal whatever the texts
 * say and however large they fit. A text is a text whether the printer's font or a picture draws it.
 */
export function shapeOf(zpl: string): string[] {
  const fields = commandsOf(zpl)
    .map(({ name }) => name)
    .join(' ')
  return fields
    .split(/(?<=\^FS) /)
    .map((field) => field.replace('^FT ^A0 ^FH ^FD ^FS', 'text').replace('^FO ^GF ^FS', 'text'))
}
