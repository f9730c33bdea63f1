import { useState } from 'react'
import { ActButton } from '../part/act-button.tsx'
import { words } from '../words.ts'

/** The number under which the log tells of the last call; a press takes it along. */
export function CopyTrace({ traceId }: { readonly traceId: string }) {
  const w = words.sync.story
  const [copied, setCopied] = useState<string | null>(null)
  const copy = async () => {
    // Where the browser gives no clipboard, the number stands beside the button and can be marked.
    await navigator.clipboard?.writeText(traceId)
    setCopied(traceId)
  }
  return (
    <p className="copy-trace">
      <span className="code muted">{traceId}</span>
      <ActButton kind="quiet" onClick={() => void copy()}>
        {copied === traceId ? w.copied : w.copy}
      </ActButton>
    </p>
  )
}
