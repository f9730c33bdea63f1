import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import type { ProductHit } from '../../src-shared/model/product.ts'
import type { ScanRecord } from '../../src-shared/model/scan.ts'
import { longestScanBytes } from '../../src-shared/rule/scan-text.ts'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { FoundRows, TickBar } from './found-rows.tsx'
import { Icon } from './icon.tsx'
import { noTicks, tickStep, toggleTick } from './ticks.ts'
import { type AddOne, type TickState, useTicks } from './use-ticks.ts'

const typingRestMs = 180

type FindBarProps = {
  readonly text: string
  readonly onText: (text: string) => void
  readonly onPick: (product: ProductHit) => void
  /** Adds one of several ticked products; they are asked for one after the other. */
  readonly onAddOne: AddOne
  /** The newest scan of the desk: one that a scanner read makes the word about what was added old. */
  readonly lastScan?: ScanRecord | undefined
  /** Units each ticked product is added with. */
  readonly times?: number
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

/**
 * The product search: answers while typing, arrows choose, Enter takes, Escape goes back to the work. Shift with the
 * arrows or a click, Ctrl with Space, and the tick boxes gather several; Ctrl+Enter adds those.
 */
export function FindBar(props: FindBarProps) {
  const { text, onText, onPick, onCode, fieldRef, times = 1, lastScan } = props
  const { hits, isSettled, isLoading, asked } = useFound(text, props.outletId)
  const [chosen, setChosen] = useState(0)
  const ticking = useTicks(props.onAddOne)
  const [seenId, setSeenId] = useState(lastScan?.id)
  if (lastScan && lastScan.id !== seenId) {
    setSeenId(lastScan.id)
    if (lastScan.by !== 'hand') ticking.forgetAdded()
  }
  const enterWaits = useRef(false)
  const [choiceFor, setChoiceFor] = useState(asked)
  if (asked !== choiceFor) {
    setChoiceFor(asked)
    setChosen(0)
  }

  const take = () => {
    const hit = hits[chosen]
    const code = text.trim()
    if (hit) onPick(hit)
    // What is longer than any code was pasted by mistake: "nothing found" says enough.
    else if (onCode && code !== '' && code.length <= longestScanBytes) onCode(code)
  }
  useEffect(() => {
    if (!enterWaits.current || !isSettled) return
    enterWaits.current = false
    take()
  })
  const addAll = async () => {
    if (ticking.isAdding) return
    const { isWhole } = await ticking.addAll()
    if (isWhole) onText('')
  }
  const leave = () => {
    onText('')
    setChosen(0)
    ticking.setTicks(() => noTicks)
    fieldRef.current?.blur()
  }
  const goTo = (to: number, isTicking: boolean) => {
    const next = Math.max(0, Math.min(to, hits.length - 1))
    if (isTicking) ticking.setTicks((before) => tickStep(before, hits, chosen, next))
    setChosen(next)
  }
  /** Keys of the field, the ticks and the rows alike; true when it was one. */
  const takesKey = (event: KeyboardEvent): boolean => {
    if (event.key === 'Escape') leave()
    else if (event.key === 'Enter' && event.ctrlKey && ticking.ticks.hits.length > 0) void addAll()
    else return false
    return true
  }
  const onFieldKey = (event: KeyboardEvent<HTMLInputElement>): boolean => {
    if (event.key === 'ArrowDown') goTo(chosen + 1, event.shiftKey)
    else if (event.key === 'ArrowUp') goTo(chosen - 1, event.shiftKey)
    else if (event.key === ' ' && event.ctrlKey) {
      const hit = hits[chosen]
      if (hit) ticking.setTicks((before) => toggleTick(before, hit))
    } else if (event.key === 'Enter') {
      if (isSettled) take()
      else enterWaits.current = true
    } else return false
    return true
  }
  const isOpen = text.trim() !== '' || ticking.ticks.hits.length > 0
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
          ticking.forgetAdded()
          setChosen(0)
          onText(event.currentTarget.value)
        }}
        onKeyDown={(event) => keepKey(event, takesKey(event) || onFieldKey(event))}
        autoComplete="off"
        spellCheck={false}
      />
      {props.children}
      <AddedNote ticking={ticking} />
      {isOpen && (
        // biome-ignore lint/a11y/noStaticElementInteractions: keys of the controls inside, none of its own.
        <div className="found" onKeyDown={(event) => keepKey(event, takesKey(event))}>
          <TickBar ticking={ticking} times={times} onAdd={() => void addAll()} />
          {text.trim() !== '' && (
            <>
              <FoundState
                isAsking={text.trim().length >= 2}
                isLoading={isLoading || asked !== text.trim()}
                count={hits.length}
              />
              <FoundRows
                hits={hits}
                chosen={chosen}
                isSettled={isSettled}
                label={props.label}
                noteOf={props.noteOf}
                ticking={ticking}
                onPick={onPick}
              />
              {hits.length > 1 && <p className="found-keys muted">{words.pack.ticks.keys}</p>}
            </>
          )}
        </div>
      )}
    </div>
  )
}

/** A key that was used here is nobody else's. */
function keepKey(event: KeyboardEvent, isUsed: boolean): void {
  if (!isUsed) return
  event.preventDefault()
  event.stopPropagation()
}

/** The products found for what was typed, a moment after the last key. */
function useFound(text: string, outletId: string | undefined) {
  const [asked] = useDebouncedValue(text.trim(), typingRestMs)
  const isAsking = asked.length >= 2
  const found = useAsk(
    'product:search',
    { text: asked, limit: 30, ...(outletId ? { outletId } : {}) },
    { enabled: isAsking, keepLast: true },
  )
  return {
    asked,
    hits: isAsking ? (found.data ?? []) : [],
    isLoading: found.isPending,
    // Hits of what was typed before stay on the screen until the next come: Enter must not take one of those.
    isSettled: asked === text.trim() && (!isAsking || !(found.isPending || found.isPlaceholderData)),
  }
}

type FoundStateProps = { readonly isAsking: boolean; readonly isLoading: boolean; readonly count: number }

function FoundState({ isAsking, isLoading, count }: FoundStateProps) {
  if (!isAsking) return <p className="found-say">{words.pack.typeMore}</p>
  if (count > 0) return null
  return <p className="found-say">{isLoading ? words.pack.searching : words.pack.nothingFound}</p>
}

/** The one sentence about what was added, until the next word is typed or it is put away. */
function AddedNote({ ticking }: { readonly ticking: TickState }) {
  const { added, forgetAdded } = ticking
  if (!added) return null
  return (
    <div
      className={`found-added ${added.isWhole ? 'tone-good-soft' : 'tone-look-soft'}`}
      role={added.isWhole ? 'status' : 'alert'}
    >
      <Icon name={added.isWhole ? 'check' : 'triangle'} />
      <span>{added.say}</span>
      <button type="button" className="icon-button" aria-label={words.frame.close} onClick={forgetAdded}>
        <Icon name="cross" size={18} />
      </button>
    </div>
  )
}
