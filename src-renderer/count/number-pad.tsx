import { words } from '../words.ts'

const digits = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '0', '00'] as const
const longest = 7

type NumberPadProps = { readonly text: string; readonly onText: (text: string) => void }

/** Big keys for a finger in a glove; who has a keyboard types into the field above. */
export function NumberPad({ text, onText }: NumberPadProps) {
  return (
    <div className="count-pad">
      {digits.map((digit) => (
        <button
          key={digit}
          type="button"
          className="count-pad-key"
          onClick={() => onText(`${text}${digit}`.slice(0, longest))}
        >
          {digit}
        </button>
      ))}
      <button
        type="button"
        className="count-pad-key"
        aria-label={words.count.erase}
        onClick={() => onText(text.slice(0, -1))}
      >
        ⌫
      </button>
    </div>
  )
}
