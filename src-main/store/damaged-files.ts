import { existsSync, readdirSync } from 'node:fs'

/** The stores of a profile folder that were damaged and set aside, by their file names, oldest first. */
export function damagedFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^station\.sqlite\.damaged-\d+$/.test(name))
    .sort()
}
