import { Component, type ReactNode } from 'react'
import { ActButton } from '../part/act-button.tsx'
import { words } from '../words.ts'

type BrokenProps = { readonly children: ReactNode }

/** A bug on the screen is told plainly; what was counted is on disk and not touched by it. */
export class Broken extends Component<BrokenProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError() {
    return { isBroken: true }
  }

  override render() {
    if (!this.state.isBroken) return this.props.children
    return (
      <main className="broken" role="alert">
        <h1>{words.frame.bug}</h1>
        <p>{words.frame.bugNext}</p>
        <ActButton kind="main" onClick={() => window.location.reload()}>
          {words.frame.reload}
        </ActButton>
      </main>
    )
  }
}
