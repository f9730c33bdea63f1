import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { setupFolder } from './lock.mjs'
import { root } from './run.mjs'

/** What a finished step left behind: a fingerprint of everything it was made from. Null when it never finished. */
export function readStamp(/** @type {string} */ step) {
  const file = join(setupFolder, step)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/** Written last, and in one move: an interrupted step has no stamp and is done again. */
export function writeStamp(/** @type {string} */ step, /** @type {string} */ fingerprint) {
  mkdirSync(setupFolder, { recursive: true })
  const file = join(setupFolder, step)
  writeFileSync(`${file}.new`, fingerprint)
  renameSync(`${file}.new`, file)
}

/** Taken away before a step starts to change things. */
export function clearStamp(/** @type {string} */ step) {
  rmSync(join(setupFolder, step), { force: true })
}

/**
 * A fingerprint of files and whole folders, by name and content, so a fresh clone or a touched file changes nothing.
 *
 * @param {readonly string[]} paths relative to the repository; a missing one counts as missing
 */
export function fingerprintOf(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap(filesBelow)) {
    hash.update(`${relative(root, file).split(sep).join('/')}\0`)
    hash.update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** @returns {string[]} */
function filesBelow(/** @type {string} */ path) {
  const start = join(root, path)
  if (!existsSync(start)) return []
  try {
    const names = readdirSync(start, { withFileTypes: true })
    return names
      .map((entry) => entry.name)
      .sort()
      .flatMap((name) => filesBelow(join(path, name)))
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOTDIR') return [start]
    throw thrown
  }
}
