import { useRef, useState } from 'react'
import { ActButton } from '../part/act-button.tsx'
import { words } from '../words.ts'

/** A command for a terminal, to copy. Where the page may not write to the clipboard it is marked for Ctrl+C. */
export function CommandLine({ command }: { readonly command: string }) {
  const line = useRef<HTMLElement>(null)
  const [said, setSaid] = useState<string | null>(null)
  const w = words.doctor
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(command)
      setSaid(w.copied)
    } catch {
      if (line.current) getSelection()?.selectAllChildren(line.current)
      setSaid(w.marked)
    }
  }
  return (
    <div className="command-line">
      <p className="muted">{w.command}</p>
      <code ref={line} className="code">
        {command}
      </code>
      <span className="command-acts">
        <ActButton onClick={() => void copy()}>{w.copy}</ActButton>
        <span role="status">{said}</span>
      </span>
    </div>
  )
}
