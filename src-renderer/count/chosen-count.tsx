import { type RefObject, type SubmitEvent, useState } from 'react'
import type { CountLine } from '../../src-shared/model/count.ts'
import { units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { readWhole, WholeWrong } from '../part/whole-number.tsx'
import { words } from '../words.ts'
import { levelSay } from './count-lines.ts'
import { NumberPad } from './number-pad.tsx'
import { SkipForm } from './skip-form.tsx'
import type { CountActs } from './use-count-acts.ts'

const range = { least: 0, most: 1_000_000 }

type ChosenCountProps = {
  readonly line: CountLine | null
  readonly isBlind: boolean
  readonly isOpen: boolean
  readonly isSkipping: boolean
  readonly onSkipping: (isSkipping: boolean) => void
  /** A total was typed for this line, as it stood before. */
  readonly onTyped: (line: CountLine) => void
  readonly onNext: () => void
  readonly typedRef: RefObject<HTMLInputElement | null>
  readonly acts: CountActs
}

/** The line in hand: its count in big figures, a pad to type the total, and a way to leave it out. */
export function ChosenCount(props: ChosenCountProps) {
  const { line, isBlind, isOpen, isSkipping, onSkipping, onTyped, onNext, typedRef, acts } = props
  const [text, setText] = useState('')
  const w = words.count
  if (!line) return <section className="card muted">{w.noLine}</section>
  const total = readWhole(text, range)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (total === null) return
    acts.set(line.id, total)
    setText('')
    typedRef.current?.blur()
    onTyped(line)
  }
  const isLeft = line.counted === null && line.skippedBecause === null
  return (
    <section className="card side-card" aria-label={w.line}>
      <h2>{line.name}</h2>
      <p className="count-figure">
        {line.counted === null ? <span className="muted">{w.notYet}</span> : units(line.counted)}
      </p>
      <dl className="figures">
        {!isBlind && line.expected !== null && (
          <div>
            <dt>{w.expected}</dt>
            <dd>{levelSay(line.expected)}</dd>
          </div>
        )}
        {line.earlier.map(({ round, counted }) => (
          <div key={round}>
            <dt>{w.earlier(round)}</dt>
            <dd>{units(counted)}</dd>
          </div>
        ))}
      </dl>
      {isOpen && (
        <form className="count-typed" onSubmit={submit}>
          <label className="field">
            <span>
              {w.typed} <kbd className="key">T</kbd>
            </span>
            <input
              ref={typedRef}
              className="text-input count-input"
              inputMode="numeric"
              autoComplete="off"
              value={text}
              maxLength={7}
              onChange={(event) => setText(event.currentTarget.value)}
              onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
            />
          </label>
          <WholeWrong text={text} range={range} />
          <NumberPad text={text} onText={setText} />
          <ActButton type="submit" kind="main" isWide isDisabled={total === null}>
            {total === null ? w.typeTotal : w.typeGo(units(total))}
          </ActButton>
        </form>
      )}
      <FailureOf acts={acts} where="skip" />
      {isOpen && line.skippedBecause !== null && (
        <>
          <p>{w.skipped(line.skippedBecause)}</p>
          <ActButton onClick={() => acts.unskip(line.id)}>{w.unskip}</ActButton>
        </>
      )}
      {isOpen && isLeft && !isSkipping && (
        <ActButton kind="quiet" keyName="S" onClick={() => onSkipping(true)}>
          {w.skip}
        </ActButton>
      )}
      {isOpen && isLeft && isSkipping && (
        <SkipForm
          go={w.skip}
          onSkip={async (reason) => {
            const done = await acts.skip([line.id], reason)
            if (done === null) return
            onSkipping(false)
            onNext()
          }}
          onClose={() => onSkipping(false)}
        />
      )}
    </section>
  )
}
