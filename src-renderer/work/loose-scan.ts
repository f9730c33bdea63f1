import { type QueryClient, useQuery } from '@tanstack/react-query'
import type { ScanRecord } from '../../src-shared/model/scan.ts'

const key = ['loose-scan']

/** Keeps a scan no desk took, for the work screen to search with. */
export function keepLooseScan(client: QueryClient, scan: ScanRecord): void {
  client.setQueryData<ScanRecord | null>(key, scan)
}

export function useLooseScan(): ScanRecord | null {
  const { data } = useQuery<ScanRecord | null>({ queryKey: key, queryFn: () => null, enabled: false })
  return data ?? null
}
