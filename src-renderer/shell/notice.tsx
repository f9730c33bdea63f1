import { Icon } from '../part/icon.tsx'

/** What the person must know before working on; the station says it as sentences. */
export function Notice({ say }: { readonly say: string }) {
  return (
    <div className="no-answer" role="alert">
      <Icon name="triangle" />
      <span>{say}</span>
    </div>
  )
}
