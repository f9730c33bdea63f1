/**
 * Font 0 of a ZPL printer: the characters it surely holds, and how wide they run. Widths are thousandths of the
 * height given to ^A0, measured on rendered labels (all are eighteenths of the height, the unit of its type face).
 */
const ascii = [
  250, 333, 333, 500, 500, 833, 668, 250, 333, 333, 500, 500, 333, 800, 333, 278, 500, 500, 500, 500, 500,
  500, 500, 500, 500, 500, 278, 278, 500, 500, 500, 500, 833, 556, 556, 556, 611, 500, 500, 611, 611, 278,
  445, 556, 500, 778, 611, 611, 556, 611, 611, 556, 500, 611, 556, 833, 556, 556, 500, 333, 250, 333, 500,
  500, 333, 500, 500, 445, 500, 500, 278, 500, 500, 278, 278, 445, 278, 778, 500, 500, 500, 500, 333, 445,
  278, 500, 445, 668, 445, 445, 390, 275, 250, 275, 500,
]
const latin1 = [
  0, 333, 500, 500, 500, 500, 250, 500, 333, 830, 300, 500, 500, 0, 830, 333, 400, 500, 300, 300, 333, 500,
  550, 333, 333, 300, 300, 500, 750, 750, 750, 500, 556, 556, 556, 556, 556, 556, 778, 556, 500, 500, 500,
  500, 278, 278, 278, 278, 611, 611, 611, 611, 611, 611, 611, 500, 611, 611, 611, 611, 611, 556, 556, 500,
  500, 500, 500, 500, 500, 500, 723, 445, 500, 500, 500, 500, 278, 278, 278, 278, 500, 500, 500, 500, 500,
  500, 500, 500, 500, 500, 500, 500, 500, 445, 500, 445,
]

/** Height of capitals as a part of the height given to ^A0. */
export const capPart = 0.75

/**
 * Is every character in the part of font 0 that all printers share (ASCII and Latin-1)? Macron vowels are not: where
 * a printer's font lacks them it prints nothing or a box, so such a text is sent as a picture.
 */
export function isInZebraFont(text: string): boolean {
  return [...text].every((letter) => widthOf(letter) !== null)
}

/** Width in millimetres of a text of {@link isInZebraFont} when capitals are 1 mm high. */
export function zebraFontWidth(text: string): number {
  const thousandths = [...text].reduce((sum, letter) => sum + (widthOf(letter) ?? 1000), 0)
  return thousandths / 1000 / capPart
}

function widthOf(letter: string): number | null {
  const code = letter.codePointAt(0) ?? 0
  if (code >= 0x20 && code <= 0x7e) return ascii[code - 0x20] ?? null
  if (code === 0xa0 || code === 0xad) return null
  return latin1[code - 0xa0] ?? null
}
