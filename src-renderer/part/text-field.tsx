type TextFieldProps = {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly placeholder?: string
  readonly type?: 'text' | 'password' | 'url'
}

/** A labelled field of one line. */
export function TextField({ label, value, onValue, placeholder, type = 'text' }: TextFieldProps) {
  return (
    <label className="field is-grow">
      <span>{label}</span>
      <input
        className="text-input"
        type={type}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onValue(event.currentTarget.value)}
      />
    </label>
  )
}
