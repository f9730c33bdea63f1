import { useState } from 'react'
import type { PackDesk } from '../../src-shared/model/pack.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { words } from '../words.ts'
import { BoxDetail } from './box-detail.tsx'
import { BoxRow } from './box-row.tsx'
import type { PackActs } from './use-pack-acts.ts'

type BoxListProps = { readonly desk: PackDesk; readonly isOpen: boolean; readonly acts: PackActs }

/** All boxes; one opens at a time to show what is in it and what else can be done with it. */
export function BoxList({ desk, isOpen, acts }: BoxListProps) {
  const [shownId, setShown] = useState<string | null>(null)
  return (
    <section className="card box-card" aria-label={words.pack.boxes}>
      <ul className="box-list">
        {desk.parcels.map((parcel) => (
          <li key={parcel.id} className={parcel.isCurrent ? 'box is-current' : 'box'}>
            <BoxRow
              parcel={parcel}
              isOpen={isOpen}
              isShown={parcel.id === shownId}
              acts={acts}
              onShow={() => setShown(parcel.id === shownId ? null : parcel.id)}
            />
            {parcel.id === shownId && <BoxDetail parcel={parcel} desk={desk} isOpen={isOpen} acts={acts} />}
            <FailureOf acts={acts} where={`box ${parcel.id}`} />
          </li>
        ))}
      </ul>
      <FailureOf acts={acts} where="boxes" />
      {isOpen && (
        <ActButton keyName="F2" icon="plus" isWide onClick={acts.newBox}>
          {words.pack.newBox}
        </ActButton>
      )}
    </section>
  )
}
