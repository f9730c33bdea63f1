import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import type { ProductHit } from '../../src-shared/model/product.ts'
import { moneySay, units } from '../format.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { Icon } from './icon.tsx'
import { Picture } from './picture.tsx'

const typingRestMs = 180

type FindBarProps = {
  readonly text: string
  readonly onText: (text: string) => void
  readonly onPick: (product: ProductHit) => void
  /** A code typed by hand and finished with Enter while nothing is found: goes the way of a scan. */
  readonly onCode?: (text: string) => void
  readonly noteOf?: (product: ProductHit) => string | null
  readonly fieldRef: RefObject<HTMLInputElement | null>
  readonly label: string
  /** What the empty field shows; the label, when there is room for it. */
  readonly hint?: string
  readonly outletId?: string
  readonly children?: ReactNode
}

/** The product search: answers while typing, arrows choose, Enter takes, Escape goes back to the work. */
export function FindBar(props: FindBarProps) {
  const { text, onText, onPick, onCode, fieldRef } = props
  const [chosen, setChosen] = useState(0)
  const [asked] = useDebouncedValue(text.trim(), typingRestMs)
  const isAsking = asked.length >= 2
  const found = useAsk(
    'product:search',
    { text: asked, limit: 30, ...(props.outletId ? { outletId: props.outletId } : {}) },
    { enabled: isAsking, keepLast: true },
  )
  const hits = isAsking ? (found.data ?? []) : []
  // Hits of what was typed before stay on the screen until the next come: Enter must not take one of those.
  const isSettled = asked === text.trim() && (!isAsking || !(found.isPending || found.isPlaceholderData))
  const enterWaits = useRef(false)
  const [choiceFor, setChoiceFor] = useState(asked)
  if (asked !== choiceFor) {
    setChoiceFor(asked)
    setChosen(0)
  }

  const take = () => {
    const hit = hits[chosen]
    if (hit) onPick(hit)
    else if (onCode && text.trim() !== '') onCode(text.trim())
  }
  useEffect(() => {
    if (!enterWaits.current || !isSettled) return
    enterWaits.current = false
    take()
  })
  const leave = () => {
    onText('')
    fieldRef.current?.blur()
  }
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowDown') setChosen((at) => Math.min(at + 1, hits.length - 1))
    else if (event.key === 'ArrowUp') setChosen((at) => Math.max(at - 1, 0))
    else if (event.key === 'Escape') leave()
    else if (event.key === 'Enter') {
      if (isSettled) take()
      else enterWaits.current = true
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="find">
      <TextInput
        ref={fieldRef}
        className="find-field"
        leftSection={<Icon name="search" size={20} />}
        rightSection={<kbd className="key">/</kbd>}
        placeholder={props.hint ?? props.label}
        aria-label={props.label}
        value={text}
        onChange={(event) => {
          enterWaits.current = false
          onText(event.currentTarget.value)
        }}
        onKeyDown={onKey}
        autoComplete="off"
        spellCheck={false}
      />
      {props.children}
      {text.trim() !== '' && (
        <div className="found">
          <FoundState
            isAsking={text.trim().length >= 2}
            isLoading={found.isPending || asked !== text.trim()}
            count={hits.length}
          />
          <ul className="found-list" aria-label={props.label}>
            {hits.map((hit, at) => (
              <li key={hit.id}>
                <FoundRow
                  hit={hit}
                  isChosen={at === chosen}
                  note={props.noteOf?.(hit) ?? null}
                  onPick={() => onPick(hit)}
                />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

type FoundStateProps = { readonly isAsking: boolean; readonly isLoading: boolean; readonly count: number }

function FoundState({ isAsking, isLoading, count }: FoundStateProps) {
  if (!isAsking) return <p className="found-say">{words.pack.typeMore}</p>
  if (count > 0) return null
  return <p className="found-say">{isLoading ? words.pack.searching : words.pack.nothingFound}</p>
}

type FoundRowProps = {
  readonly hit: ProductHit
  readonly isChosen: boolean
  readonly note: string | null
  readonly onPick: () => void
}

function FoundRow({ hit, isChosen, note, onPick }: FoundRowProps) {
  return (
    <button type="button" className={`found-row${isChosen ? ' is-chosen' : ''}`} onClick={onPick}>
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
