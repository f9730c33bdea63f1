import { ActButton } from '../part/act-button.tsx'
import { words } from '../words.ts'

type TrainingBandProps = {
  readonly isBenchOpen: boolean
  readonly onBench: () => void
  readonly onConnect: () => void
}

/** Striped, on every screen, as long as the profile knows no store. */
export function TrainingBand({ isBenchOpen, onBench, onConnect }: TrainingBandProps) {
  return (
    <div className="training-band" role="note">
      <span className="training-say">{words.frame.trainingBand}</span>
      <ActButton icon="bench" isPressed={isBenchOpen} onClick={onBench}>
        {words.frame.virtualBench}
      </ActButton>
      <ActButton onClick={onConnect}>{words.frame.connectStore}</ActButton>
    </div>
  )
}
