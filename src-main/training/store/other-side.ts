import type { SandboxControl } from './control.ts'
import { badRequest, unprocessable } from './refusal.ts'
import type { SandboxState } from './state.ts'

/** What was done, in a sentence, and the consignment it was done to. */
export type Done = { say: string; consignmentId: string | null }

/** Does what a form of the sandbox page asks for. Throws a refusal for what the store does not allow. */
export function playOtherSide(state: SandboxState, control: SandboxControl, form: URLSearchParams): Done {
  switch (form.get('act')) {
    case 'incoming-transfer': {
      const row = control.incomingTransfer({ toOutletId: field(form, 'outlet') })
      return { say: `${row.name} is on its way.`, consignmentId: row.id }
    }
    case 'incoming-order': {
      const row = control.incomingOrder({ outletId: field(form, 'outlet') })
      return { say: `Order ${row.reference ?? ''} is on its way.`, consignmentId: row.id }
    }
    case 'transfer-to-pack': {
      const from = state.catalogue.outlets[0]?.id ?? ''
      const row = control.transferToPack({ fromOutletId: from, toOutletId: field(form, 'outlet') })
      return { say: `${row.name} waits to be packed.`, consignmentId: row.id }
    }
    case 'edit':
      return edit(control, form)
    case 'cancel':
      return { say: 'Cancelled.', consignmentId: control.cancel(field(form, 'consignment')).id }
    case 'receive':
      return { say: 'Received.', consignmentId: control.receiveInWebApp(field(form, 'consignment')).id }
    case 'set-stock': {
      const level = wholeNumber(form, 'level')
      control.setStock({ productId: field(form, 'product'), outletId: field(form, 'outlet'), level })
      return { say: `The level is ${level} now.`, consignmentId: null }
    }
    default:
      throw badRequest('no such act')
  }
}

function edit(control: SandboxControl, form: URLSearchParams): Done {
  const consignmentId = field(form, 'consignment')
  const count = wholeNumber(form, 'count')
  control.editLine({ consignmentId, productId: field(form, 'product'), count })
  return { say: `The count is ${count} now.`, consignmentId }
}

function field(form: URLSearchParams, name: string): string {
  const value = form.get(name)
  if (!value) throw badRequest(`${name} is missing`)
  return value
}

function wholeNumber(form: URLSearchParams, name: string): number {
  const text = field(form, name)
  if (!/^-?\d{1,6}$/.test(text)) throw unprocessable(`${name} must be a whole number`)
  return Number(text)
}
