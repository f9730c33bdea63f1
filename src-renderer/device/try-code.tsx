import { useState } from 'react'
import { explainTestCode } from '../../src-shared/rule/test-code.ts'
import { visible } from '../../src-shared/rule/visible-text.ts'
import { ActButton } from '../part/act-button.tsx'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { useLooseScan } from '../work/loose-scan.ts'

/** A test code to scan from the screen, and what became of it: keyboard layout, Caps Lock, lost keys. */
export function TryCode() {
  const [isOpen, setOpen] = useState(false)
  const w = words.device
  return (
    <section className="card try-code" aria-label={w.tryCode}>
      <p className="muted">{w.keyboardScanner}</p>
      <span>
        <ActButton isPressed={isOpen} onClick={() => setOpen(!isOpen)}>
          {w.tryCode}
        </ActButton>
      </span>
      {isOpen && <TestCode />}
    </section>
  )
}

function TestCode() {
  const code = useAsk('device:test-code', {}).data
  const scan = useLooseScan()
  // What was scanned before the code stood here says nothing about it.
  const [idBefore] = useState(scan?.id)
  const w = words.device
  if (!code) return null
  return (
    <>
      <figure>
        <img className="code-picture" src={`data:image/png;base64,${code.pngBase64}`} alt={code.text} />
        <figcaption className="muted">{w.tryCodeSay}</figcaption>
      </figure>
      {scan && scan.id !== idBefore && (
        <div className="device-said" role="status">
          <p>
            {w.cameAs} <span className="code">{visible(scan.text)}</span>
          </p>
          <p>{w.testAnswer(explainTestCode(scan.text))}</p>
          <p>{scan.symbology === null ? w.noSymbology : w.symbology(scan.symbology)}</p>
        </div>
      )}
    </>
  )
}
