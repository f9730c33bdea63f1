import { useState } from 'react'
import type { Place } from '../../src-shared/model/consignment.ts'
import { BeginForm } from '../part/begin-form.tsx'
import { OutletChoice } from '../part/outlet-choice.tsx'
import { goTo } from '../route.ts'
import { unreadOf, useAsk } from '../station.tsx'
import { words } from '../words.ts'

/** A new transfer begins with where it goes. */
export function NewTransfer({ outlet }: { readonly outlet: Place | null }) {
  const outlets = useAsk('outlet:list', {})
  const [toOutletId, setTo] = useState<string | null>(null)
  const w = words.work.draft
  const others = (outlets.data ?? []).filter((place) => place.id !== outlet?.id)
  return (
    <BeginForm
      title={w.title}
      place={outlet && w.from(outlet.name)}
      labels={{ due: w.due, note: w.note, go: w.create }}
      unread={unreadOf(outlets)}
      isChosen={toOutletId !== null}
      onBegin={async (acts, begun) => {
        if (toOutletId === null) return
        const made = await acts.act('create', 'transfer:create', { toOutletId, ...begun })
        if (made) goTo('pack', made.consignmentId)
      }}
    >
      {outlets.data && others.length === 0 && <p role="status">{w.noOther}</p>}
      <OutletChoice name="to" legend={w.toWhere} outlets={others} chosenId={toOutletId} onChoose={setTo} />
    </BeginForm>
  )
}
