type TextFieldProps = {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly placeholder?: string
  /** For what is long: it takes a line of its own where there is no room beside others. */
  readonly isWide?: boolean
  /** What the station takes; nothing more can be written. */
  readonly maxLength?: number
  readonly type?: 'text' | 'password' | 'url'
}

/** A labelled field of one line. */
export function TextField({
  label,
  value,
  onValue,
  placeholder,
  isWide = false,
  maxLength,
  type = 'text',
}: TextFieldProps) {
  return (
    <label className={isWide ? 'field is-grow is-wide' : 'field is-grow'}>
      <span>{label}</span>
      <input
        className="text-input"
        type={type}
        value={value}
        placeholder={placeholder}
        maxLength={maxLength}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onValue(event.currentTarget.value)}
      />
    </label>
  )
}
