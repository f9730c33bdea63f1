import { join, resolve } from 'node:path'

/**
 * The folder that holds everything of a station: `--profile DIR` when given, else the person's own, the same one that
 * `npm start` uses.
 */
export function profileFolder(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string {
  const at = words.indexOf('--profile')
  const named = words.find((word) => word.startsWith('--profile='))?.slice('--profile='.length)
  const given = named ?? (at < 0 ? undefined : words[at + 1])
  if (given !== undefined && given !== '') return resolve(given)
  const name = 'consignment-station'
  if (platform === 'win32') return join(env.APPDATA ?? home, name)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', name)
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), name)
}
