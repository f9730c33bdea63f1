import { useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import type { Acts } from '../station.tsx'
import { words } from '../words.ts'

/** One button that packs what support needs, and where it lies then. */
export function SupportCard({ acts }: { readonly acts: Acts }) {
  const w = words.sync
  const [made, setMade] = useState<Gives<'support:bundle'> | null>(null)
  return (
    <section className="card side-card">
      <p className="muted">{w.bundleWhy}</p>
      <ActButton
        isBusy={acts.busy.has('bundle')}
        onClick={() => void acts.act('bundle', 'support:bundle', {}).then(setMade)}
      >
        {w.bundle}
      </ActButton>
      <FailureOf acts={acts} where="bundle" />
      {made && (
        <p role="status" className="bundle-made">
          {w.bundleDone(made.path)}{' '}
          <a className="link" href={`./file/${encodeURIComponent(made.file)}`} download={made.file}>
            {w.bundleGet}
          </a>
        </p>
      )}
    </section>
  )
}
