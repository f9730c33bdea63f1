import { type SubmitEvent, useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import { units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { words } from '../words.ts'
import type { CountActs } from './use-count-acts.ts'

const mostShown = 50

/** A list from elsewhere: codes or SKUs, one a row. Rows that are no product are told one by one, and nothing of them is kept. */
export function PasteForm({ acts }: { readonly acts: CountActs }) {
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [found, setFound] = useState<Gives<'count:paste'> | null>(null)
  const w = words.count.list
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const done = await acts.act('list', 'count:paste', { consignmentId: acts.consignmentId, text })
    setFound(done)
    if (done) setText(done.wrong.map((row) => row.text).join('\n'))
  }
  return (
    <>
      <ActButton isPressed={isOpen} onClick={() => setOpen(!isOpen)}>
        {w.paste}
      </ActButton>
      {isOpen && (
        <form className="count-paste" onSubmit={(event) => void submit(event)}>
          <label className="field">
            <span>{w.pasteLabel}</span>
            <textarea
              className="text-input"
              rows={4}
              value={text}
              maxLength={100_000}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </label>
          {found && (
            <div role="status">
              <p>{w.pasted(units(found.added), units(found.known))}</p>
              <ul className="count-wrong">
                {found.wrong.slice(0, mostShown).map(({ row, text: wrong, why }) => (
                  <li key={row}>
                    <Icon name="triangle" size={16} /> {w.wrongRow(row, wrong, why === 'several')}
                  </li>
                ))}
              </ul>
            </div>
          )}
          <span>
            <ActButton type="submit" isDisabled={text.trim() === ''}>
              {w.pasteGo}
            </ActButton>
          </span>
        </form>
      )}
    </>
  )
}
