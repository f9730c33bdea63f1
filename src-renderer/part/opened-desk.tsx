import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { AskFailed } from '../station.tsx'
import { words } from '../words.ts'
import { FailureNote } from './failure-note.tsx'

type OpenedDeskProps<Desk> = {
  readonly query: UseQueryResult<Desk, AskFailed>
  readonly children: (desk: Desk) => ReactNode
}

/** A desk once it is read: until then that it opens, or why it cannot be opened, with another try. */
export function OpenedDesk<Desk>({ query, children }: OpenedDeskProps<Desk>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error === null) return <p className="screen-wait">{words.frame.opening}</p>
  return (
    <div className="screen-pad">
      <FailureNote failure={query.error.failure} onRetry={() => void query.refetch()} />
    </div>
  )
}
