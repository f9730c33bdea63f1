import { useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'

type FindScaleProps = { readonly path: string; readonly onFound: (address: string) => void }

/** Lets the station find out how the scale at a serial port speaks, for the form to show; says all that was put to it. */
export function FindScale({ path, onFound }: FindScaleProps) {
  const acts = useActs()
  const [answer, setAnswer] = useState<Gives<'device:find-scale'> | null>(null)
  const isLooking = acts.busy.has('find')
  const w = words.device
  const look = async () => {
    setAnswer(null)
    const answer = await acts.act('find', 'device:find-scale', { address: `serial:${path}` })
    setAnswer(answer)
    if (answer !== null && answer.found !== null) onFound(answer.found)
  }
  return (
    <div className="find-scale">
      <ActButton isDisabled={path === '' || isLooking} onClick={() => void look()}>
        {w.findScale}
      </ActButton>
      {isLooking && (
        <div role="status">
          <p>{w.listening}</p>
          <progress className="bar" aria-label={w.listening} />
        </div>
      )}
      <FailureOf acts={acts} where="find" />
      {answer && !isLooking && <Found answer={answer} />}
    </div>
  )
}

function Found({ answer: { found, say, sent } }: { readonly answer: Gives<'device:find-scale'> }) {
  const w = words.device
  return (
    <>
      <p className="device-said" role="status">
        {say} {found !== null && w.filledIn}
      </p>
      {sent.length === 0 ? (
        <p className="muted">{w.onlyListened}</p>
      ) : (
        <details>
          <summary>{w.sent(sent.length)}</summary>
          <ol className="sent-list">
            {sent.map(({ line, hex }) => (
              <li key={`${line} ${hex}`}>
                {line} <span className="code">{bytes(hex)}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  )
}

/** `5703` → `57 03`, as manuals print bytes. */
function bytes(hex: string): string {
  return hex.toUpperCase().replace(/..(?=.)/g, '$& ')
}
