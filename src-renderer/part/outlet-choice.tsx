import type { Place } from '../../src-shared/model/consignment.ts'

type OutletChoiceProps = {
  readonly name: string
  readonly legend: string
  readonly outlets: readonly Place[]
  readonly chosenId: string | null
  readonly onChoose: (outletId: string) => void
}

/** Outlets as big targets, one of them chosen. */
export function OutletChoice({ name, legend, outlets, chosenId, onChoose }: OutletChoiceProps) {
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      {outlets.map((place) => (
        <label key={place.id} className="choice">
          <input
            type="radio"
            name={name}
            checked={chosenId === place.id}
            onChange={() => onChoose(place.id)}
          />
          {place.name}
        </label>
      ))}
    </fieldset>
  )
}
