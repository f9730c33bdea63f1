import { useState } from 'react'
import type { Place } from '../../src-shared/model/consignment.ts'
import { BeginForm } from '../part/begin-form.tsx'
import { SupplierChoice } from '../part/supplier-choice.tsx'
import { goTo } from '../route.ts'
import { unreadOf, useAsk } from '../station.tsx'
import { words } from '../words.ts'

/** A new order begins with its supplier. */
export function NewOrder({ outlet }: { readonly outlet: Place | null }) {
  const suppliers = useAsk('supplier:list', {})
  const [supplierId, choose] = useState<string | null>(null)
  const w = words.order.create
  return (
    <BeginForm
      title={w.title}
      place={outlet && w.to(outlet.name)}
      labels={{ due: w.due, note: w.note, go: w.go }}
      unread={unreadOf(suppliers)}
      isChosen={supplierId !== null}
      onBegin={async (acts, begun) => {
        if (supplierId === null) return
        const made = await acts.act('create', 'order:create', { supplierId, ...begun })
        if (made) goTo('order', made.consignmentId)
      }}
    >
      {suppliers.data && (
        <SupplierChoice
          legend={w.supplier}
          suppliers={suppliers.data}
          chosenId={supplierId}
          onChoose={choose}
        />
      )}
    </BeginForm>
  )
}
