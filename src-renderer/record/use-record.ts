import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import type { RecordFilter } from '../../src-shared/model/record.ts'
import { AskFailed, useBridge } from '../station.tsx'

type Page = Gives<'record:list'>
const pageRows = 100

/** The rows that are looked for, a page at a time from the newest; the next page is asked for as the list is scrolled. */
export function useRecord(filter: RecordFilter) {
  const bridge = useBridge()
  const pages = useInfiniteQuery<Page, AskFailed, { pages: Page[] }, unknown[], number | null>({
    queryKey: ['record:list', filter],
    initialPageParam: null,
    queryFn: async ({ pageParam }) => {
      const settled = await bridge.ask('record:list', { filter, below: pageParam, limit: pageRows })
      if (!settled.ok) throw new AskFailed(settled.failure)
      return settled.value
    },
    getNextPageParam: (last) => last.next,
    // The record grows with every act: what is shown was asked for when the screen was opened.
    gcTime: 0,
  })
  const { refetch, fetchNextPage, isFetching } = pages
  const telling = pages.data?.pages[0]?.telling ?? null
  useEffect(() => {
    if (telling !== null && !isFetching) void refetch()
  }, [telling, isFetching, refetch])
  const last = pages.data?.pages.at(-1)
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  // A search that took long gives an empty page and goes on from there.
  const isLookingOn = last !== undefined && last.rows.length === 0 && pages.hasNextPage
  useEffect(() => {
    if (isLookingOn && !isFetching) void fetchNextPage()
  }, [isLookingOn, isFetching, fetchNextPage])
  return {
    rows,
    code: pages.data?.pages[0]?.code ?? null,
    telling,
    failure: pages.error?.failure ?? null,
    isOpening: pages.isPending,
    hasMore: pages.hasNextPage,
    more: () => {
      if (pages.hasNextPage && !isFetching) void fetchNextPage()
    },
    again: () => void refetch(),
  }
}
