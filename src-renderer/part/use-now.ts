import { useEffect, useState } from 'react'

/** The wall time, fresh every so often: for 'waiting 40 s' and 'overdue'. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
