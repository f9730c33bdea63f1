/** Control characters, soft hyphens, invisible direction marks and lone surrogates: nothing of them can be printed. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu

/**
 * Text from outside as one line that can be drawn: composed (an `a` with a combining macron becomes `ā`), white space
 * runs as one blank, unprintable characters gone. Never markup, never a command: what it says is what prints.
 */
export function plainText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(unprintable, '')
    .trim()
}
