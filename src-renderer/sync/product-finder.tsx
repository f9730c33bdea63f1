import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { ProductHit } from '../../src-shared/model/product.ts'
import { units } from '../format.ts'
import { Icon } from '../part/icon.tsx'
import { useKeys } from '../part/keys.ts'
import { Picture } from '../part/picture.tsx'
import { useScanField } from '../part/scan-field.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'

const typingRestMs = 180
const mostFound = 12

type ProductFinderProps = {
  readonly outletId: string | null
  /** Nothing else is on the screen yet: the field has the focus. */
  readonly isFirst: boolean
  readonly onPick: (product: ProductHit) => void
}

/**
 * Finds one product: by typing, with the arrows and Enter, by touch, or by a scan wherever the focus is. A scan that can
 * mean only one product picks it; else its code stands in the field with what it may be.
 */
export function ProductFinder({ outletId, isFirst, onPick }: ProductFinderProps) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  /** What picks a product as soon as the hits of the text are there. */
  const waits = useRef<'enter' | 'scan' | null>(null)
  const { asked, hits, isSettled } = useHits(text, outletId)
  const field = useRef<HTMLInputElement>(null)
  const w = words.compare.product
  useKeys({ '/': () => field.current?.select() })
  useEffect(() => {
    if (isFirst) field.current?.focus()
  }, [isFirst])
  useScanField('product', true, (code) => {
    waits.current = 'scan'
    setText(code)
    setChosen(0)
  })
  const pick = (hit: ProductHit | undefined) => {
    if (!hit) return
    setText('')
    onPick(hit)
  }
  useEffect(() => {
    if (waits.current === null || !isSettled || asked === '') return
    // A code of several products, or of none, is left to the person.
    const hit = waits.current === 'enter' ? hits[chosen] : hits.length === 1 ? hits[0] : undefined
    waits.current = null
    pick(hit)
  })
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowDown') setChosen(Math.min(chosen + 1, hits.length - 1))
    else if (event.key === 'ArrowUp') setChosen(Math.max(chosen - 1, 0))
    else if (event.key === 'Escape') setText('')
    else if (event.key === 'Enter') {
      if (isSettled) pick(hits[chosen])
      else waits.current = 'enter'
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="product-finder">
      <TextInput
        ref={field}
        className="find-field"
        leftSection={<Icon name="search" size={20} />}
        rightSection={<kbd className="key">/</kbd>}
        aria-label={w.find}
        placeholder={w.find}
        value={text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          waits.current = null
          setChosen(0)
          setText(event.currentTarget.value)
        }}
        onKeyDown={onKey}
      />
      {text.trim() !== '' && (
        <div className="card product-found">
          <FoundSay text={text.trim()} count={hits.length} isSettled={isSettled} />
          <ul aria-label={w.find} aria-busy={!isSettled}>
            {hits.map((hit, at) => (
              <li key={hit.id} className={`found-item${at === chosen ? ' is-chosen' : ''}`}>
                <FoundProduct hit={hit} isChosen={at === chosen} onPick={() => pick(hit)} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

function useHits(text: string, outletId: string | null) {
  const [asked] = useDebouncedValue(text.trim(), typingRestMs)
  const isAsking = asked.length >= 2
  const found = useAsk(
    'product:search',
    { text: asked, limit: mostFound, ...(outletId === null ? {} : { outletId }) },
    { enabled: isAsking, keepLast: true },
  )
  return {
    asked,
    hits: isAsking ? (found.data ?? []) : [],
    isSettled: asked === text.trim() && (!isAsking || !(found.isPending || found.isPlaceholderData)),
  }
}

type FoundSayProps = { readonly text: string; readonly count: number; readonly isSettled: boolean }

function FoundSay({ text, count, isSettled }: FoundSayProps) {
  const w = words.compare.product
  if (text.length < 2) return <p className="found-say">{w.typeMore}</p>
  if (count > 0) return null
  return (
    <p className="found-say" role="status">
      {isSettled ? w.nothing(text) : w.searching}
    </p>
  )
}

type FoundProductProps = {
  readonly hit: ProductHit
  readonly isChosen: boolean
  readonly onPick: () => void
}

function FoundProduct({ hit, isChosen, onPick }: FoundProductProps) {
  return (
    <button
      type="button"
      className={`found-row product-found-row${isChosen ? ' is-chosen' : ''}`}
      onClick={onPick}
    >
      <Picture productId={hit.id} name={hit.name} hasPicture={hit.hasPicture} />
      <span className="found-name">
        {hit.name}
        <span className="muted">{hit.sku}</span>
      </span>
      <span className="found-figure">{hit.stock === null ? '' : words.scan.stock(units(hit.stock))}</span>
    </button>
  )
}
