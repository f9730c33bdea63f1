import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { ScanRecord } from '../../src-shared/model/scan.ts'
import { questionsKey, settleQuestion } from '../live.ts'

/** Questions of this consignment that nobody answered yet, oldest first. */
export function useQuestions(consignmentId: string): {
  readonly open: readonly ScanRecord[]
  readonly dismiss: (scan: ScanRecord) => void
} {
  const client = useQueryClient()
  const { data } = useQuery<ScanRecord[]>({
    queryKey: questionsKey(consignmentId),
    queryFn: () => client.getQueryData<ScanRecord[]>(questionsKey(consignmentId)) ?? [],
    gcTime: Number.POSITIVE_INFINITY,
  })
  const dismiss = useCallback(
    (scan: ScanRecord) => settleQuestion(client, consignmentId, scan.id),
    [client, consignmentId],
  )
  return { open: data ?? [], dismiss }
}
