import { type MouseEvent, useEffect, useRef } from 'react'
import type { ProductHit } from '../../src-shared/model/product.ts'
import { moneySay, units } from '../format.ts'
import { words } from '../words.ts'
import { ActButton } from './act-button.tsx'
import { Icon } from './icon.tsx'
import { Picture } from './picture.tsx'
import { isTicked, noTicks, tickTo, toggleTick } from './ticks.ts'
import type { TickState } from './use-ticks.ts'

type FoundRowsProps = {
  readonly hits: readonly ProductHit[]
  readonly chosen: number
  /** False while these are still the products of what was typed before. */
  readonly isSettled: boolean
  readonly label: string
  readonly noteOf: ((product: ProductHit) => string | null) | undefined
  readonly ticking: TickState
  readonly onPick: (product: ProductHit) => void
}

/** The products found, each with its tick: touch the row and it is added, touch the tick and it waits for the others. */
export function FoundRows({ hits, chosen, isSettled, label, noteOf, ticking, onPick }: FoundRowsProps) {
  const { ticks, setTicks } = ticking
  const chosenRow = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (chosen > 0) chosenRow.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <ul className="found-list" aria-label={label} aria-busy={!isSettled}>
      {hits.map((hit, at) => (
        <li
          key={hit.id}
          ref={at === chosen ? chosenRow : undefined}
          className={`found-item${at === chosen ? ' is-chosen' : ''}`}
        >
          <TickBox
            name={hit.name}
            isTicked={isTicked(ticks, hit)}
            onToggle={() => setTicks((before) => toggleTick(before, hit))}
          />
          <FoundRow
            hit={hit}
            isChosen={at === chosen}
            note={noteOf?.(hit) ?? null}
            onClick={(event) => {
              if (event.shiftKey) setTicks((before) => tickTo(before, hits, at, chosen))
              else if (event.ctrlKey || event.metaKey) setTicks((before) => toggleTick(before, hit))
              else onPick(hit)
            }}
          />
        </li>
      ))}
    </ul>
  )
}

type TickBoxProps = {
  readonly name: string
  readonly isTicked: boolean
  readonly onToggle: () => void
}

function TickBox({ name, isTicked: isOn, onToggle }: TickBoxProps) {
  return (
    <label className="found-tick">
      <input type="checkbox" checked={isOn} aria-label={words.pack.ticks.tick(name)} onChange={onToggle} />
      <span className="found-tick-box" aria-hidden="true">
        {isOn && <Icon name="check" size={20} />}
      </span>
    </label>
  )
}

type FoundRowProps = {
  readonly hit: ProductHit
  readonly isChosen: boolean
  readonly note: string | null
  readonly onClick: (event: MouseEvent) => void
}

function FoundRow({ hit, isChosen, note, onClick }: FoundRowProps) {
  return (
    <button type="button" className={`found-row${isChosen ? ' is-chosen' : ''}`} onClick={onClick}>
      <Picture productId={hit.id} name={hit.name} hasPicture={hit.hasPicture} />
      <span className="found-name">
        {hit.name}
        <span className="muted">
          {hit.sku}
          {hit.containsNicotine && ` · ${words.scan.nicotine}`}
          {!hit.isActive && ` · ${words.scan.inactive}`}
        </span>
      </span>
      {note && <span className="tag">{note}</span>}
      <span className="found-figure">{hit.priceCents === null ? '' : moneySay(hit.priceCents)}</span>
      <span className="found-figure">{hit.stock === null ? '' : words.scan.stock(units(hit.stock))}</span>
    </button>
  )
}

type TickBarProps = {
  readonly ticking: TickState
  /** Units each product is added with. */
  readonly times: number
  readonly onAdd: () => void
}

/** What is ticked, by name, also when the search has gone on to something else, and the way to add it. */
export function TickBar({ ticking, times, onAdd }: TickBarProps) {
  const { hits } = ticking.ticks
  const w = words.pack.ticks
  if (hits.length === 0) return null
  return (
    <div className="tick-bar">
      <p className="tick-names" role="status">
        <strong>{w.ticked(hits.length)}</strong> {hits.map((hit) => hit.name).join(', ')}
      </p>
      <ActButton kind="quiet" onClick={() => ticking.setTicks(() => noTicks)}>
        {w.clear}
      </ActButton>
      <ActButton kind="main" keyName="Ctrl+Enter" isBusy={ticking.isAdding} onClick={onAdd}>
        {w.add(hits.length, times)}
      </ActButton>
    </div>
  )
}
