import { useEffect, useRef } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import type { TrafficPiece } from '../../src-shared/model/traffic.ts'
import { Icon } from '../part/icon.tsx'
import { words } from '../words.ts'

function seconds(atMs: number): string {
  return (atMs / 1_000).toFixed(3)
}

/** The newest pieces in both directions, as bytes and as text; it stays at its end unless somebody scrolled up. */
export function TrafficList({ pieces }: { readonly pieces: readonly TrafficPiece[] }) {
  const list = useRef<HTMLElement>(null)
  const isAtEnd = useRef(true)
  const w = words.doctor.traffic
  const last = pieces.at(-1)?.number
  useEffect(() => {
    if (last !== undefined && isAtEnd.current && list.current)
      list.current.scrollTop = list.current.scrollHeight
  }, [last])
  if (pieces.length === 0) return <p className="muted">{w.nothingYet}</p>
  return (
    <section
      ref={list}
      className="traffic-list"
      aria-label={w.list}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: box }) => {
        isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 40
      }}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{w.columns.at}</th>
            <th scope="col">{w.columns.device}</th>
            <th scope="col">{w.columns.way}</th>
            <th scope="col">{w.columns.hex}</th>
            <th scope="col">{w.columns.text}</th>
          </tr>
        </thead>
        <tbody>
          {pieces.map((piece) => (
            <Row key={piece.number} piece={piece} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ piece }: { readonly piece: TrafficPiece }) {
  const w = words.doctor.traffic
  return (
    <tr className={`piece-${piece.is}`}>
      <td>{seconds(piece.atMs)}</td>
      <td>{words.device.names[piece.role]}</td>
      <td>{w.ways[piece.is]}</td>
      {piece.is === 'note' ? (
        <td colSpan={2}>{piece.text}</td>
      ) : (
        <>
          <td className="code">
            {piece.hex}
            {piece.cutBytes > 0 && ` ${w.more(piece.cutBytes)}`}
          </td>
          <td className="code piece-text">{piece.text}</td>
        </>
      )}
    </tr>
  )
}

/** What the station's readers made of a recording. */
export function ReplayList({ made }: { readonly made: Gives<'doctor:replay'> }) {
  const w = words.doctor.traffic
  if (made.count === 0) {
    return (
      <p className="device-said" role="status">
        {w.replayedNothing}
      </p>
    )
  }
  return (
    <>
      <p className="device-said" role="status">
        {w.replayed(made.count)}
      </p>
      <section
        className="traffic-list"
        aria-label={w.replayList}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by keyboard
        tabIndex={0}
      >
        <ol className="replay">
          {made.shown.map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is made once and never changes
            <li key={at}>
              <Icon name={one.isRead ? 'check' : 'cross'} size={16} />
              <span>{seconds(one.atMs)}</span>
              <span>{words.device.names[one.role]}</span>
              <span>{one.say}</span>
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}
