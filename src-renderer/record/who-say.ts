import type { RecordRow } from '../../src-shared/model/record.ts'
import { words } from '../words.ts'

/** Who did it, as a person reads it: by name, or what is left where there is none. */
export function whoSay({ id, name }: Pick<RecordRow['who'], 'id' | 'name'>): string {
  if (name !== null) return name
  if (id === 'station') return words.record.station
  return id.length < 20 ? id : words.record.erased(id)
}
