/// <reference path="./fontkit.d.ts" />
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { create, type Font } from 'fontkit'

/** The two weights that ship in resources/label (Roboto Condensed, SIL Open Font License). */
export type Weight = 'Regular' | 'Bold'

/** Where the font lies: two folders up from the sources and from a bundle, three up from a bundle's chunk. */
function findFont(weight: Weight): string {
  const places = ['../../resources/label/', '../../../resources/label/'].map((folder) =>
    fileURLToPath(new URL(`${folder}RobotoCondensed-${weight}.ttf`, import.meta.url)),
  )
  const found = places.find((place) => existsSync(place))
  if (found === undefined) throw new Error(`The label font is missing: ${places.join(' and ')}`)
  return found
}

type Opened = { readonly path: string; readonly font: Font; readonly advances: Map<string, number | null> }

const opened = new Map<Weight, Opened>()

/** The font, read on first use and kept. */
export function labelFont(weight: Weight): Font {
  return open(weight).font
}

/** The font's file, for pdfkit: always name fonts by it, since pdfkit opens a registered one anew at each use. */
export function fontPath(weight: Weight): string {
  return open(weight).path
}

function open(weight: Weight): Opened {
  const known = opened.get(weight)
  if (known !== undefined) return known
  const path = findFont(weight)
  const fresh: Opened = { path, font: create(readFileSync(path)), advances: new Map() }
  opened.set(weight, fresh)
  return fresh
}

/** How far a letter moves the pen, in the font's units; null when the font has no such letter. Looked up once. */
function advanceOf(letter: string, { font, advances }: Opened): number | null {
  const known = advances.get(letter)
  if (known !== undefined) return known
  const hasIt = font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)
  const advance = hasIt ? font.layout(letter).advanceWidth : null
  advances.set(letter, advance)
  return advance
}

/** The text with `?` for every character the font cannot draw: a visible gap rather than a missing letter. */
export function drawable(text: string, weight: Weight): string {
  const one = open(weight)
  return [...text].map((letter) => (advanceOf(letter, one) === null ? '?' : letter)).join('')
}

/** Width of the text in millimetres when capitals are 1 mm high; without kerning, which only ever brings it closer. */
export function labelFontWidth(text: string, weight: Weight): number {
  const one = open(weight)
  const unknown = advanceOf('?', one) ?? 0
  const sum = [...text].reduce((total, letter) => total + (advanceOf(letter, one) ?? unknown), 0)
  return sum / one.font.capHeight
}

/** Type size (the em) that gives capitals of the height asked for, in the same unit. */
export function emForCap(cap: number, weight: Weight): number {
  const { font } = open(weight)
  return (cap * font.unitsPerEm) / font.capHeight
}
