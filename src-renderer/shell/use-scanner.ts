import { useCallback, useEffect, useRef, useState } from 'react'
import type { Takes } from '../../src-shared/contract/contract.ts'
import { useBridge } from '../station.tsx'

type Shown = Omit<Takes<'desk:show'>, 'isUsed'>

/** What a person does with a page they work on; coming back to it is the first of these. */
const signsOfUse = ['focus', 'pointerdown', 'keydown'] as const

export type Scanner = {
  /** False while another page of this station gets what the scanner reads. */
  readonly isHere: boolean
  /** The same, asked at this moment. */
  readonly hasIt: () => boolean
}

/**
 * Tells the station what this page shows, and takes the scanner back when a person uses the page while another has it.
 * `isReady`: the station answers and the page knows what it shows.
 */
export function useScanner({ screen, consignmentId, field }: Shown, isReady: boolean): Scanner {
  const bridge = useBridge()
  const [isHere, setHere] = useState(true)
  const ownId = useRef<string | null>(null)
  const known = useRef<'here' | 'elsewhere' | 'asked' | 'unknown'>('unknown')
  const learn = useCallback((scannerAt: string) => {
    known.current = scannerAt === ownId.current ? 'here' : 'elsewhere'
    setHere(known.current === 'here')
  }, [])
  const hasIt = useCallback(() => known.current !== 'elsewhere', [])

  useEffect(() => bridge.hear('scanner', ({ pageId }) => learn(pageId)), [bridge, learn])
  useEffect(() => {
    if (!isReady) return undefined
    const show = async (isUsed: boolean) => {
      const settled = await bridge.ask('desk:show', { screen, consignmentId, field, isUsed })
      if (!settled.ok) {
        if (known.current === 'asked') known.current = 'elsewhere'
        return
      }
      ownId.current = settled.value.pageId
      learn(settled.value.scannerAt)
    }
    const use = () => {
      if (known.current !== 'elsewhere') return
      known.current = 'asked'
      void show(true)
    }
    void show(known.current === 'here' || document.hasFocus())
    for (const sign of signsOfUse) window.addEventListener(sign, use, { capture: true })
    return () => {
      for (const sign of signsOfUse) window.removeEventListener(sign, use, { capture: true })
    }
  }, [bridge, learn, screen, consignmentId, field, isReady])
  return { isHere, hasIt }
}
