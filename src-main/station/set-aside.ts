import type { Bench } from '../bench.ts'
import { keepSetting, readSetting } from '../station-settings.ts'
import type { Restorable } from '../store/restore.ts'
import type { Store } from '../store/store.ts'

/** The damaged stores that lie in a profile, by file name, and what of the newest can be brought back. */
export type SetAside = { files: readonly string[]; offer: Restorable | null }

/**
 * What a person must know of the damaged stores that lie in this profile; null once somebody said to know of each. It is
 * read off the files, so that neither a restart nor a power cut right after the damage was found can lose it.
 */
export function setAsideNotice(store: Store, { files, offer }: SetAside): string | null {
  const seen = readSetting(store, 'set-aside-seen') ?? []
  const unseen = files.filter((file) => !seen.includes(file))
  if (unseen.length === 0) return null
  const where = `It lies untouched as ${unseen.join(' and ')}`
  const back = readSetting(store, 'brought-back')
  if (back !== null && unseen.includes(back.damaged)) {
    return `The store of this profile was damaged and is brought back: ${contents(back)}. ${where}.`
  }
  const begun = `The store of this profile was damaged. ${where}, and a new one was started: `
  return offer === null
    ? `${begun}Lightspeed brings back what it knows. What was not sent yet is in that file and in the backup folder: ` +
        'ask for help before you count it again.'
    : `${begun}count nothing in it before you decide. This can be brought back: ${contents(offer)}.`
}

/** Whether the newest damaged store waits for a person's word. */
export function mayBringBack(store: Store, setAside: SetAside): boolean {
  const { offer } = setAside
  return offer !== null && !isBroughtBack(store, offer) && setAsideNotice(store, setAside) !== null
}

function isBroughtBack(store: Store, { damaged }: Restorable): boolean {
  return readSetting(store, 'brought-back')?.damaged === damaged
}

function contents(found: Restorable & { lostTexts?: number }): string {
  const { lostTexts = 0 } = found
  const texts = lostTexts === 1 ? '1 note or reason' : `${lostTexts} notes and reasons`
  return lostTexts === 0 ? changesSay(found) : `${changesSay(found)}; ${texts} could not be read`
}

function changesSay({ copy, changes, missing }: Restorable): string {
  const one = changes === 1
  const after =
    copy === null
      ? `${changes} ${one ? 'change' : 'changes'}`
      : `the last daily copy and ${changes} later ${one ? 'change' : 'changes'}`
  if (missing === null) return after
  if (missing === 0) return `${after}, which is everything that was confirmed`
  return `${after}; the last ${missing} cannot be read any more, compare the boxes before you go on`
}

/** `frame:notice-seen`: a person has read it. */
export function noticeSeen(bench: Bench, setAside: SetAside): Record<string, never> {
  const { store } = bench
  if (setAsideNotice(store, setAside) === null) return {}
  const files = [...setAside.files]
  const { newTraceId } = bench
  store.write(
    {
      kind: 'store:set-aside-seen',
      actor: bench.actor(),
      subject: null,
      given: { files },
      traceId: newTraceId(),
    },
    () => keepSetting(store, 'set-aside-seen', files),
  )
  return {}
}
