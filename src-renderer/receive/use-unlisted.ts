import { useState } from 'react'

/** What a person has said so far of something that no list knows. `scanned`: the code it was opened for. */
export type UnlistedDraft = {
  readonly isOpen: boolean
  readonly scanned: string
  readonly text: string
  readonly name: string
  readonly quantity: string
  readonly note: string
}

/** An empty form: open where a code that nothing has was scanned. */
export function unlistedFor(code: string): UnlistedDraft {
  return { isOpen: code !== '', scanned: code, text: code, name: '', quantity: '1', note: '' }
}

function isBegun(draft: UnlistedDraft): boolean {
  const { isOpen, scanned, text, name, quantity, note } = draft
  return isOpen && (text !== scanned || name !== '' || quantity !== '1' || note !== '')
}

/** The form as it is after another scan: what somebody has begun to write stays, whatever is scanned meanwhile. */
export function afterScan(draft: UnlistedDraft, unknownCode: string): UnlistedDraft {
  return isBegun(draft) ? draft : unlistedFor(unknownCode)
}

/** Keeps the form over scans. `unknownCode` is the newest scan where nothing has its code, else empty. */
export function useUnlisted(unknownCode: string) {
  const [draft, setDraft] = useState(() => unlistedFor(unknownCode))
  const [seen, setSeen] = useState(unknownCode)
  if (unknownCode !== seen) {
    setSeen(unknownCode)
    setDraft(afterScan(draft, unknownCode))
  }
  return {
    draft,
    change: (more: Partial<UnlistedDraft>) => setDraft((before) => ({ ...before, ...more })),
    /** It is noted: a code that was scanned meanwhile comes next. */
    noted: () => setDraft(unlistedFor(draft.text === unknownCode ? '' : unknownCode)),
  }
}
