import { useCallback, useState } from 'react'
import type { Failure } from '../../src-shared/failure.ts'
import type { NoticeHow, OrderCodeOutcome } from '../../src-shared/model/order.ts'
import { useScanField } from '../part/scan-field.ts'
import { type Acts, failureIn, useActs, useBridge } from '../station.tsx'

/** What the last code did on this order, with the code itself. */
export type CodeSaid = { readonly code: string; readonly outcome: OrderCodeOutcome }

export type OrderActs = Acts & {
  readonly consignmentId: string
  readonly text: string
  readonly setText: (text: string) => void
  readonly said: CodeSaid | null
  readonly forgetSaid: () => void
  /** One more unit of a product. */
  readonly addProduct: (productId: string) => void
  readonly addOne: (productId: string) => Promise<Failure | null>
  readonly code: (text: string) => void
  /** How the supplier hears of it, for when it is sent; null while nobody said so. */
  readonly how: NoticeHow | null
  readonly setHow: (how: NoticeHow | null) => void
  readonly note: string
  readonly setNote: (note: string) => void
  readonly send: () => void
  /** Whether something stands in a line that cannot be taken as it is. */
  readonly hasWrong: boolean
  readonly setWrong: (lineId: string, isWrong: boolean) => void
  readonly setUnits: (productId: string, units: number) => void
  readonly setCost: (lineId: string, costCents: number | null) => void
}

/**
 * Everything a person can do with the lines of an order. While it is open to change, every scan comes here. `roundId`: the
 * round of approval in which this person may change units; null else.
 */
export function useOrderActs(consignmentId: string, canEdit: boolean, roundId: string | null): OrderActs {
  const acts = useActs()
  const bridge = useBridge()
  const [text, setText] = useState('')
  const [how, setHow] = useState<NoticeHow | null>(null)
  const [note, setNote] = useState('')
  const [wrong, setWrongLines] = useState<ReadonlySet<string>>(new Set())
  const setWrong = useCallback((lineId: string, isWrong: boolean) => {
    setWrongLines((before) => {
      if (before.has(lineId) === isWrong) return before
      const next = new Set(before)
      if (!next.delete(lineId)) next.add(lineId)
      return next
    })
  }, [])
  const [said, setSaid] = useState<CodeSaid | null>(null)
  const code = async (read: string) => {
    const outcome = await acts.act('line', 'order:code', { consignmentId, text: read })
    if (!outcome) return
    setSaid({ code: read, outcome })
    if (outcome.is === 'added') setText('')
  }
  useScanField('product', canEdit, (read) => void code(read))
  const oneMore = (productId: string) => ({ consignmentId, rows: [{ productId, units: 1, costCents: null }] })
  return {
    ...acts,
    consignmentId,
    text,
    setText: (typed) => {
      setText(typed)
      setSaid(null)
    },
    said,
    forgetSaid: () => setSaid(null),
    addProduct: (productId) => {
      setSaid(null)
      setText('')
      void acts.act('line', 'order:add', oneMore(productId))
    },
    addOne: async (productId) => failureIn(await bridge.ask('order:add', oneMore(productId))),
    code: (read) => void code(read),
    how,
    setHow,
    note,
    setNote,
    send: () =>
      void acts.act('finish', 'order:send', {
        consignmentId,
        how: how ?? (note.trim() === '' ? null : 'other'),
        note,
      }),
    hasWrong: wrong.size > 0,
    setWrong,
    setUnits: (productId, units) => {
      if (roundId === null) void acts.act('line', 'order:line', { consignmentId, productId, units })
      else void acts.act('line', 'approval:adjust', { consignmentId, roundId, productId, units })
    },
    setCost: (lineId, costCents) => void acts.act('line', 'order:cost', { consignmentId, lineId, costCents }),
  }
}
