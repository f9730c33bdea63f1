import { units } from '../format.ts'
import { words } from '../words.ts'
import { Icon } from './icon.tsx'

/** The least and the most a field takes, both included. */
export type WholeRange = { readonly least: number; readonly most: number }

/**
 * The whole number a person wrote, or null when it is none or out of range. Nothing is left out to make one: `1.5` is
 * not 15 and `-3` is not 3.
 */
export function readWhole(text: string, { least, most }: WholeRange): number | null {
  const written = text.trim()
  if (!/^\d{1,9}$/.test(written)) return null
  const value = Number(written)
  return value >= least && value <= most ? value : null
}

type WholeWrongProps = { readonly text: string; readonly range: WholeRange }

/** What a number field says of a text it does not take; nothing while the field is empty or right. */
export function WholeWrong({ text, range }: WholeWrongProps) {
  if (text.trim() === '' || readWhole(text, range) !== null) return null
  return (
    <p className="field-wrong" role="alert">
      <Icon name="triangle" size={18} /> {words.frame.wrongWhole(units(range.least), units(range.most))}
    </p>
  )
}
