import { useState } from 'react'
import type { Place } from '../../src-shared/model/consignment.ts'
import { BeginForm } from '../part/begin-form.tsx'
import { SupplierChoice } from '../part/supplier-choice.tsx'
import { goTo } from '../route.ts'
import { unreadOf, useAsk } from '../station.tsx'
import { words } from '../words.ts'

/** A new return begins with its supplier. */
export function NewReturn({ outlet }: { readonly outlet: Place | null }) {
  const suppliers = useAsk('supplier:list', {})
  const [supplierId, choose] = useState<string | null>(null)
  const w = words.return
  return (
    <BeginForm
      title={w.newTitle}
      place={outlet && w.from(outlet.name)}
      labels={{ due: null, note: w.note, go: w.start }}
      unread={unreadOf(suppliers)}
      isChosen={supplierId !== null}
      onBegin={async (acts, { note }) => {
        if (supplierId === null) return
        const made = await acts.act('create', 'return:create', { supplierId, note })
        if (made) goTo('return', made.consignmentId)
      }}
    >
      {suppliers.data && (
        <SupplierChoice
          legend={w.toWhom}
          suppliers={suppliers.data}
          chosenId={supplierId}
          onChoose={choose}
        />
      )}
    </BeginForm>
  )
}
