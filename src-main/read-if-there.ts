import { readFileSync } from 'node:fs'
import { notUsable } from './file-trouble.ts'

/**
 * A small file as text; null when there is none.
 * @throws StationError when something is there that cannot be read. Node does not name the file then.
 */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? 'unknown'
    if (code === 'ENOENT') return null
    throw notUsable(path, code, thrown)
  }
}
