type SelectFieldProps = {
  readonly label: string
  readonly value: string
  /** Each value with its words, in the order shown. */
  readonly options: readonly (readonly [value: string, say: string])[]
  readonly onValue: (value: string) => void
}

/** One of a few things, by name. */
export function SelectField({ label, value, options, onValue }: SelectFieldProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <select className="text-input" value={value} onChange={(event) => onValue(event.currentTarget.value)}>
        {options.map(([each, say]) => (
          <option key={each} value={each}>
            {say}
          </option>
        ))}
      </select>
    </label>
  )
}
