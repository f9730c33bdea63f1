import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'

type RowListProps<Row> = {
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly draw: (row: Row, at: number) => ReactNode
  /** The row that must be in view: the one touched last, or chosen by key. */
  readonly shownKey: string | null
  readonly rowPixels: number
  readonly label: string
  /** The last row came near: there may be more to fetch. */
  readonly onEnd?: () => void
}

/** A list of thousands of rows of one height; only those in view are drawn. */
export function RowList<Row>({ rows, keyOf, draw, shownKey, rowPixels, label, onEnd }: RowListProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- it gives fresh functions each time; none is kept here
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    // By their places: all have one height, and keys of its own would make it measure every row at each drawing.
    estimateSize: () => rowPixels,
    overscan: 6,
  })
  const lastDrawn = list.getVirtualItems().at(-1)?.index ?? -1
  const isAtEnd = rows.length > 0 && lastDrawn >= rows.length - 1
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that comes is an end of its own
  useEffect(() => {
    if (isAtEnd) onEnd?.()
  }, [isAtEnd, rows.length, onEnd])
  const hasStood = useRef(false)
  const shown = rows.findIndex((row) => keyOf(row) === shownKey)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row in the same place must come into view too
  useEffect(() => {
    // A list that has just come stands at its top: to ask for that would have the page laid out once more.
    if (shown > 0 || (shown === 0 && hasStood.current)) list.scrollToIndex(shown, { align: 'auto' })
    hasStood.current = true
  }, [list, shown, shownKey])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="row-list" ref={scroller} tabIndex={0} aria-label={label}>
      <ul className="row-list-inner" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map((item) => {
          const row = rows[item.index]
          return (
            row !== undefined && (
              <li
                key={keyOf(row)}
                className="row-list-item"
                aria-setsize={rows.length}
                aria-posinset={item.index + 1}
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              >
                {draw(row, item.index)}
              </li>
            )
          )
        })}
      </ul>
    </section>
  )
}
