import { labelSizes, labelTurns, printerDpis, printerLanguages } from '../../src-shared/model/printer.ts'
import { ActButton } from '../part/act-button.tsx'
import { words } from '../words.ts'
import { type AddressDraft, type PaperDraft, paperFieldsOf } from './address.ts'

type PaperFieldsProps = {
  readonly draft: AddressDraft
  readonly set: (part: Partial<AddressDraft>) => void
}

/** How a printer is spoken to, and what is loaded in it. */
export function PaperFields({ draft, set }: PaperFieldsProps) {
  const w = words.device
  const { paper } = draft
  const shown = paperFieldsOf(draft.kind, paper.language)
  const put = (part: Partial<PaperDraft>) => set({ paper: { ...paper, ...part } })
  const languages = printerLanguages.filter((language) => language !== 'pdf' || draft.kind === 'queue')
  const fields = [
    { name: 'language', label: w.language, options: languages.map((id) => [id, w.languages[id]]) },
    { name: 'dpi', label: w.dpi, options: printerDpis.map((dpi) => [String(dpi), String(dpi)]) },
    { name: 'size', label: w.labelSize, options: labelSizes.map((id) => [id, w.labelSizes[id]]) },
    { name: 'turn', label: w.turn, options: labelTurns.map((turn) => [String(turn), w.turns[turn]]) },
  ] as const
  return (
    <>
      <span className="field-row">
        {fields
          .filter(({ name }) => shown.includes(name))
          .map(({ name, label, options }) => (
            <label key={name} className="field">
              <span>{label}</span>
              <select
                className="text-input"
                value={paper[name]}
                onChange={(event) => put({ [name]: event.currentTarget.value })}
              >
                {options.map(([id, say]) => (
                  <option key={id} value={id}>
                    {say}
                  </option>
                ))}
              </select>
            </label>
          ))}
      </span>
      {shown.includes('status') && (
        <>
          <span>
            <ActButton
              isPressed={paper.status === 'on'}
              onClick={() => put({ status: paper.status === 'on' ? 'none' : 'on' })}
            >
              {w.answers}
            </ActButton>
          </span>
          <p className="muted">{w.answersSay}</p>
        </>
      )}
    </>
  )
}
