import { useEffect } from 'react'
import type { ScanRecord } from '../../src-shared/model/scan.ts'
import type { Acts } from '../station.tsx'

/** Once something else was counted, the refusal of an earlier count is no longer the answer to look at. */
export function useFreshScan(lastScan: ScanRecord | undefined, forget: Acts['forget']): void {
  const id = lastScan && `${lastScan.id} ${lastScan.undone}`
  useEffect(() => {
    if (id !== undefined) forget('count')
  }, [id, forget])
}
