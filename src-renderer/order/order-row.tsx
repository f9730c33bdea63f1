import { mostCents, mostUnits, type OrderLine } from '../../src-shared/model/order.ts'
import { moneySay, units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { readMoney, writeMoney } from '../part/money.ts'
import { Picture } from '../part/picture.tsx'
import { readWhole, WholeWrong } from '../part/whole-number.tsx'
import { words } from '../words.ts'
import type { OrderActs } from './use-order-acts.ts'
import { useToldText } from './use-told-text.ts'

const range = { least: 0, most: mostUnits }

type OrderRowProps = {
  readonly line: OrderLine
  readonly canEdit: boolean
  readonly isComing: boolean
  readonly acts: OrderActs
}

/** One product of an order: units times what a unit costs. */
export function OrderRow({ line, canEdit, isComing, acts }: OrderRowProps) {
  const w = words.order
  const isOther = line.knownCents !== null && line.costCents !== null && line.knownCents !== line.costCents
  return (
    <div className="order-line">
      <Picture productId={line.productId} name={line.name} hasPicture={line.hasPicture} />
      <span className="line-product">
        <span className="line-name">{line.name}</span>
        <span className="muted">
          {words.pack.sku(line.sku)}
          {line.supplierCode !== null && ` · ${w.supplierCode(line.supplierCode)}`}
          {line.stock !== null && ` · ${words.scan.stock(units(line.stock))}`}
          {!line.isActive && ` · ${words.scan.inactive}`}
        </span>
      </span>
      {isComing && (
        <span className="order-figure">
          <span className="muted">{w.columns.received}</span> {units(line.received)}
        </span>
      )}
      <UnitsOf line={line} canEdit={canEdit} acts={acts} />
      <span className="order-times">×</span>
      <CostOf line={line} canEdit={canEdit} acts={acts} />
      <span className="order-figure order-line-sum">
        {line.costCents === null ? w.noCost : moneySay(line.units * line.costCents)}
        {isOther && <span className="order-differs">{w.differs(moneySay(line.knownCents ?? 0))}</span>}
      </span>
      {canEdit && (
        <ActButton
          kind="quiet"
          label={w.takeOffOf(line.name)}
          onClick={() => acts.setUnits(line.productId, 0)}
        >
          {w.takeOff}
        </ActButton>
      )}
    </div>
  )
}

type FieldProps = { readonly line: OrderLine; readonly canEdit: boolean; readonly acts: OrderActs }

function UnitsOf({ line, canEdit, acts }: FieldProps) {
  const field = useToldText(String(line.units), (text) => {
    const told = readWhole(text, range)
    if (told !== null && told !== line.units) acts.setUnits(line.productId, told)
  })
  if (!canEdit) return <span className="order-figure">{units(line.units)}</span>
  return (
    <span className="order-field">
      <input
        className="text-input is-narrow"
        inputMode="numeric"
        aria-label={words.order.unitsOf(line.name)}
        {...field}
      />
      <WholeWrong text={field.value} range={range} />
    </span>
  )
}

function CostOf({ line, canEdit, acts }: FieldProps) {
  const field = useToldText(writeMoney(line.costCents), (text) => {
    const told = text.trim() === '' ? null : readMoney(text, mostCents)
    const isClear = text.trim() === '' || told !== null
    if (isClear && told !== line.costCents) acts.setCost(line.id, told)
  })
  if (!canEdit) {
    return <span className="order-figure">{line.costCents === null ? '–' : moneySay(line.costCents)}</span>
  }
  const isWrong = field.value.trim() !== '' && readMoney(field.value, mostCents) === null
  return (
    <span className="order-field">
      <input
        className="text-input is-narrow"
        inputMode="decimal"
        placeholder="0.00"
        aria-label={words.order.costOf(line.name)}
        aria-invalid={isWrong}
        {...field}
      />
      {isWrong && (
        <p className="field-wrong" role="alert">
          <Icon name="triangle" size={18} /> {words.order.wrongCost}
        </p>
      )}
    </span>
  )
}
