import { ActButton } from '../part/act-button.tsx'
import { words } from '../words.ts'

type TrainingBandProps = {
  readonly isNetworkCut: boolean
  readonly isBenchOpen: boolean
  readonly onBench: () => void
  readonly onConnect: () => void
}

/** Striped, on every screen, as long as the profile knows no store. */
export function TrainingBand({ isNetworkCut, isBenchOpen, onBench, onConnect }: TrainingBandProps) {
  return (
    <div className="training-band" role="note">
      <span className="training-say">
        {words.frame.trainingBand}
        {isNetworkCut && (
          <strong className="training-cut" role="status">
            {words.frame.networkCut}
          </strong>
        )}
      </span>
      <ActButton icon="bench" isPressed={isBenchOpen} onClick={onBench}>
        {words.frame.virtualBench}
      </ActButton>
      <ActButton onClick={onConnect}>{words.frame.connectStore}</ActButton>
    </div>
  )
}
