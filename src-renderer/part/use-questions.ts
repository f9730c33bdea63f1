import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { ScanRecord } from '../../src-shared/model/scan.ts'
import { questionsKey, questionsLeft, settleQuestion } from '../live.ts'

/** Questions of this consignment that nobody answered yet, oldest first; `lastScans` newest first, as a desk has them. */
export function useQuestions(
  consignmentId: string,
  lastScans: readonly ScanRecord[],
): {
  readonly open: readonly ScanRecord[]
  readonly dismiss: (scan: ScanRecord) => void
} {
  const client = useQueryClient()
  const { data } = useQuery<ScanRecord[]>({
    queryKey: questionsKey(consignmentId),
    queryFn: () => client.getQueryData<ScanRecord[]>(questionsKey(consignmentId)) ?? [],
    // There at once: a question that is not among them was answered or put away.
    initialData: () => questionsLeft(lastScans),
    gcTime: Number.POSITIVE_INFINITY,
  })
  const dismiss = useCallback(
    (scan: ScanRecord) => settleQuestion(client, consignmentId, scan.id),
    [client, consignmentId],
  )
  return { open: data, dismiss }
}
