import { useEffect, useState } from 'react'

/** True once something has been so for that long without a break. */
export function useLasting(isSo: boolean, forMs: number): boolean {
  const [hasLasted, setLasted] = useState(false)
  useEffect(() => {
    if (!isSo) return
    const timer = setTimeout(() => setLasted(true), forMs)
    return () => {
      clearTimeout(timer)
      setLasted(false)
    }
  }, [isSo, forMs])
  return isSo && hasLasted
}
