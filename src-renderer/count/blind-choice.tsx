import { words } from '../words.ts'

type BlindChoiceProps = { readonly isBlind: boolean; readonly onChoose: (isBlind: boolean) => void }

/** Whether those who count see what should be there. */
export function BlindChoice({ isBlind, onChoose }: BlindChoiceProps) {
  const w = words.count.make
  const ways = [
    { isIt: true, name: w.blind, say: w.blindSay },
    { isIt: false, name: w.shown, say: w.shownSay },
  ]
  return (
    <fieldset className="choices">
      <legend>{w.how}</legend>
      {ways.map(({ isIt, name, say }) => (
        <label key={name} className="choice">
          <input type="radio" name="blind" checked={isBlind === isIt} onChange={() => onChoose(isIt)} />
          <span>
            {name}
            <span className="muted count-choice-say">{say}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
