import { StationError } from '../../../src-shared/failure.ts'

/** What a list of rows may hold: far more than an order has, far less than would stop the station. */
export const mostRows = 2_000
export const mostColumns = 60
export const mostCellLetters = 300
/** A sheet unpacked; one within the size of a message that grows beyond this was made to do harm. */
export const mostSheetBytes = 8_000_000

export function tooManyRows(): StationError {
  return new StationError(
    'too-many-rows',
    `The list has more than ${mostRows} rows.`,
    'Take it in parts, and leave out what is not ordered.',
  )
}

/** A cell as it is worked with: without blanks round it, cut where no code or number is that long. */
export function cellText(text: string): string {
  return text.trim().slice(0, mostCellLetters)
}
