import { Icon } from './icon.tsx'

type StepProps = {
  readonly sign: 1 | -1
  readonly label: string
  readonly isDisabled?: boolean
  /** Told the step: 1, or 10 with Shift held. */
  readonly onStep: (by: number) => void
}

/** A − or + beside a count. It stays out of the tab order: the keys of the bench do the same for the chosen line. */
export function Step({ sign, label, isDisabled, onStep }: StepProps) {
  return (
    <button
      type="button"
      className="step"
      tabIndex={-1}
      aria-label={label}
      disabled={isDisabled}
      onClick={(event) => {
        event.stopPropagation()
        onStep(sign * (event.shiftKey ? 10 : 1))
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <Icon name={sign > 0 ? 'plus' : 'minus'} size={20} />
    </button>
  )
}
