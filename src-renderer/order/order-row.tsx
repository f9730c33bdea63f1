import { useEffect } from 'react'
import { mostCents, mostUnits, type OrderLine } from '../../src-shared/model/order.ts'
import { moneySay, units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { readMoney, writeMoney } from '../part/money.ts'
import { Picture } from '../part/picture.tsx'
import { useToldText } from '../part/use-told-text.ts'
import { readWhole } from '../part/whole-number.tsx'
import { words } from '../words.ts'
import type { OrderActs } from './use-order-acts.ts'

const range = { least: 0, most: mostUnits }

/** `units`: somebody who may approve it changes how many, and nothing else. */
export type MayEdit = 'all' | 'units' | 'nothing'

type OrderRowProps = {
  readonly line: OrderLine
  readonly mayEdit: MayEdit
  readonly isComing: boolean
  readonly acts: OrderActs
}

/** One product of an order: units times what a unit costs. */
export function OrderRow({ line, mayEdit, isComing, acts }: OrderRowProps) {
  const w = words.order
  return (
    <div className="order-line">
      <Picture productId={line.productId} name={line.name} hasPicture={line.hasPicture} />
      {mayEdit !== 'nothing' ? (
        <EditedRow line={line} mayEdit={mayEdit} acts={acts} />
      ) : (
        <>
          <Product line={line} wrong={null} />
          {isComing && (
            <span className="order-figure">
              <span className="muted">{w.columns.received}</span> {units(line.received)}
            </span>
          )}
          <span className="order-figure">{units(line.units)}</span>
          <span className="order-times">×</span>
          <span className="order-figure">{line.costCents === null ? '–' : moneySay(line.costCents)}</span>
          <LineSum line={line} />
        </>
      )}
    </div>
  )
}

/** What is wrong with a number is said under the name, where there is room for it. */
function EditedRow({ line, mayEdit, acts }: Pick<OrderRowProps, 'line' | 'mayEdit' | 'acts'>) {
  const w = words.order
  const unitsField = useToldText(String(line.units), (text) => {
    const told = readWhole(text, range)
    if (told !== null && told !== line.units) acts.setUnits(line.productId, told)
  })
  const costField = useToldText(writeMoney(line.costCents), (text) => {
    const told = text.trim() === '' ? null : readMoney(text, mostCents)
    if ((text.trim() === '' || told !== null) && told !== line.costCents) acts.setCost(line.id, told)
  })
  const isUnitsWrong = unitsField.value.trim() !== '' && readWhole(unitsField.value, range) === null
  const isCostWrong = costField.value.trim() !== '' && readMoney(costField.value, mostCents) === null
  const isWrong = isUnitsWrong || isCostWrong
  const { setWrong } = acts
  useEffect(() => {
    setWrong(line.id, isWrong)
    return () => setWrong(line.id, false)
  }, [setWrong, line.id, isWrong])
  const wrongUnits = isUnitsWrong ? words.frame.wrongWhole(units(range.least), units(range.most)) : null
  return (
    <>
      <Product line={line} wrong={wrongUnits ?? (isCostWrong ? w.wrongCost : null)} />
      <input
        className="text-input is-narrow"
        inputMode="numeric"
        aria-label={w.unitsOf(line.name)}
        aria-invalid={isUnitsWrong}
        {...unitsField}
      />
      <span className="order-times">×</span>
      {mayEdit === 'all' ? (
        <input
          className="text-input is-narrow"
          inputMode="decimal"
          placeholder="0.00"
          aria-label={w.costOf(line.name)}
          aria-invalid={isCostWrong}
          {...costField}
        />
      ) : (
        <span className="order-figure">{line.costCents === null ? '–' : moneySay(line.costCents)}</span>
      )}
      <LineSum line={line} />
      <ActButton kind="quiet" label={w.takeOffOf(line.name)} onClick={() => acts.setUnits(line.productId, 0)}>
        {w.takeOff}
      </ActButton>
    </>
  )
}

function Product({ line, wrong }: { readonly line: OrderLine; readonly wrong: string | null }) {
  const facts = [
    words.pack.sku(line.sku),
    ...(line.supplierCode === null ? [] : [words.order.supplierCode(line.supplierCode)]),
    ...(line.stock === null ? [] : [words.scan.stock(units(line.stock))]),
    ...(line.isActive ? [] : [words.scan.inactive]),
  ].join(' · ')
  return (
    <span className="line-product">
      <span className="line-name">{line.name}</span>
      {wrong === null ? (
        <span className="muted order-facts" title={facts}>
          {facts}
        </span>
      ) : (
        <span className="field-wrong" role="alert">
          <Icon name="triangle" size={18} /> {wrong}
        </span>
      )}
    </span>
  )
}

/** Units times cost; a cost that differs from the catalogue's says so. */
function LineSum({ line }: { readonly line: OrderLine }) {
  const { costCents, knownCents } = line
  const w = words.order
  return (
    <span className="order-figure order-line-sum">
      {costCents === null ? w.noCost : moneySay(line.units * costCents)}
      {knownCents !== null && costCents !== null && knownCents !== costCents && (
        <span className="order-differs">{w.differs(moneySay(knownCents))}</span>
      )}
    </span>
  )
}
