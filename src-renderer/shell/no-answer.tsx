import { Icon } from '../part/icon.tsx'
import { words } from '../words.ts'

export function NoAnswer() {
  return (
    <div className="no-answer" role="alert">
      <Icon name="triangle" />
      <strong>{words.frame.notAnswering}</strong>
      <span>{words.frame.notAnsweringNext}</span>
    </div>
  )
}
