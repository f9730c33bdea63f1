import { relative, resolve, sep } from 'node:path'
import { StationError } from '../src-shared/failure.ts'

/** What the system's answers mean to whoever looks after the folder. */
const meanings: Record<string, string> = {
  EISDIR: 'a folder stands in its place',
  ENOTDIR: 'a file stands where a folder belongs',
  EEXIST: 'something else stands in its place',
  ENOTEMPTY: 'a folder that is not empty stands in its place',
  ELOOP: 'it is a link that leads round in a circle',
  EACCES: 'this user may not use it',
  EPERM: 'this user may not use it',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full for this user',
  EIO: 'the disk does not answer',
  EBUSY: 'another program holds it',
  ENXIO: 'it is no ordinary file',
  EMFILE: 'too many files are open',
}

const nexts: Record<string, string> = {
  ENOSPC: 'Make room on the disk, then start again.',
  EDQUOT: 'Make room in what this user may keep, then start again.',
  EIO: 'Check the disk and its cable, then start again.',
}
const usualNext = 'Move what is in the way to another place, or choose a folder that this user may write to.'

/** A file or folder of a profile that cannot be used, with why. */
export function notUsable(path: string, code: string, cause: unknown): StationError {
  const why = meanings[code]
  const what = why === undefined ? `cannot be used (${code})` : `cannot be used: ${why} (${code})`
  const next = nexts[code] ?? usualNext
  return new StationError('profile-not-usable', `${path} ${what}.`, next, { cause })
}

/**
 * What the system refused about a file below `folder`, as a sentence for a person; null when `thrown` is anything else,
 * which is a bug of ours. Of a write to an open file the system names no path: then it is the folder.
 */
export function fileTrouble(thrown: unknown, folder: string): StationError | null {
  if (!(thrown instanceof Error)) return null
  const { code, path, dest, syscall } = thrown as NodeJS.ErrnoException & { dest?: string }
  if (typeof code !== 'string' || !(code in meanings)) return null
  if (path === undefined && (syscall === 'write' || syscall === 'fsync'))
    return notUsable(folder, code, thrown)
  const named = [dest, path].find((one) => typeof one === 'string' && isBelow(one, folder))
  return named === undefined ? null : notUsable(named, code, thrown)
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(resolve(folder), resolve(path))
  return way !== '..' && !way.startsWith(`..${sep}`)
}
