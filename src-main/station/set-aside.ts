import type { Bench } from '../bench.ts'
import { keepSetting, readSetting } from '../station-settings.ts'
import type { Store } from '../store/store.ts'

/**
 * What a person must know of the damaged stores that lie in this profile; null once somebody said to know of each. It is
 * read off the files, so that neither a restart nor a power cut right after the damage was found can lose it.
 */
export function setAsideNotice(store: Store, files: readonly string[]): string | null {
  const seen = readSetting(store, 'set-aside-seen') ?? []
  const unseen = files.filter((file) => !seen.includes(file))
  return unseen.length === 0
    ? null
    : `The store of this profile was damaged. It lies untouched as ${unseen.join(' and ')}, and a new one was ` +
        'started: Lightspeed brings back what it knows. What was not sent yet is in that file and in the backup ' +
        'folder: ask for help before you count it again.'
}

/** `frame:notice-seen`: a person has read it. */
export function noticeSeen(bench: Bench, files: readonly string[]): Record<string, never> {
  const { store } = bench
  if (setAsideNotice(store, files) === null) return {}
  store.write(
    {
      kind: 'store:set-aside-seen',
      actor: bench.actor(),
      subject: null,
      given: { files },
      traceId: bench.newTraceId(),
    },
    () => keepSetting(store, 'set-aside-seen', [...files]),
  )
  return {}
}
