import { useDebouncedValue } from '@mantine/hooks'
import { type SubmitEvent, useState } from 'react'
import { ActButton } from '../part/act-button.tsx'
import { TextField } from '../part/text-field.tsx'
import type { Route } from '../route.ts'
import { type Act, useAsk, useBridge } from '../station.tsx'
import { words } from '../words.ts'

/** A code with a right check digit that no product has, and one whose last digit is wrong. */
const codeOfNothing = '2000000000008'
const codeMisread = '9400000000001'
const mostShown = 12

type ScannerPartProps = { readonly route: Route; readonly act: Act }

/** Codes to pull the trigger on: of the products on the desk, of any product found, or typed. */
export function ScannerPart({ route, act }: ScannerPartProps) {
  const [code, setCode] = useState('')
  const [text, setText] = useState('')
  const w = words.training
  const scan = (read: string) => void act('training', 'training:scan', { text: read })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (code.trim() !== '') scan(code.trim())
  }
  return (
    <section className="training-part">
      <h3>{w.scan}</h3>
      <OnDesk route={route} onScan={scan} />
      <TextField label={w.products} value={text} onValue={setText} />
      <FoundCodes text={text} onScan={scan} />
      <form className="field-row" onSubmit={submit}>
        <TextField label={w.scanText} value={code} onValue={setCode} />
        <ActButton type="submit" isRepeatable isDisabled={code.trim() === ''}>
          {w.scanGo}
        </ActButton>
      </form>
      <span className="reason-acts">
        <ActButton isRepeatable onClick={() => scan(codeOfNothing)}>
          {w.unknownCode}
        </ActButton>
        <ActButton isRepeatable onClick={() => scan(codeMisread)}>
          {w.misread}
        </ActButton>
      </span>
    </section>
  )
}

type CodesProps = { readonly onScan: (text: string) => void }

function OnDesk({ route, onScan }: CodesProps & { readonly route: Route }) {
  const { screen } = route
  const isBench =
    (screen === 'pack' || screen === 'receive' || screen === 'count') &&
    route.id !== null &&
    route.id !== 'new'
  const consignmentId = route.id ?? ''
  const pack = useAsk('pack:open', { consignmentId }, { enabled: isBench && route.screen === 'pack' })
  const receive = useAsk(
    'receive:open',
    { consignmentId },
    { enabled: isBench && route.screen === 'receive' },
  )
  const count = useAsk('count:open', { consignmentId }, { enabled: isBench && screen === 'count' })
  const bridge = useBridge()
  const scanLine = async (productId: string, sku: string) => {
    const found = await bridge.ask('product:search', { text: sku, limit: 5 })
    const hit = found.ok ? found.value.find((product) => product.id === productId) : undefined
    onScan(hit?.codes[0] ?? sku)
  }
  const lines = { pack: pack.data?.lines, receive: receive.data?.lines, count: count.data?.lines }
  const onDesk = (isBench ? lines[screen] : undefined) ?? []
  if (onDesk.length === 0) return null
  return (
    <>
      <p className="muted">{words.training.fromDesk}</p>
      <ul className="code-list">
        {onDesk.slice(0, mostShown).map((line) => (
          <li key={line.id}>
            <ActButton
              kind="quiet"
              icon="scanner"
              isRepeatable
              onClick={() => void scanLine(line.productId, line.sku)}
            >
              {line.name}
            </ActButton>
          </li>
        ))}
      </ul>
    </>
  )
}

function FoundCodes({ text, onScan }: CodesProps & { readonly text: string }) {
  const [asked] = useDebouncedValue(text.trim(), 180)
  const found = useAsk('product:search', { text: asked, limit: mostShown }, { enabled: asked.length >= 2 })
  if (asked.length < 2) return null
  return (
    <ul className="code-list">
      {(found.data ?? []).map((hit) => (
        <li key={hit.id}>
          <ActButton kind="quiet" icon="scanner" isRepeatable onClick={() => onScan(hit.codes[0] ?? hit.sku)}>
            {hit.name}
          </ActButton>
        </li>
      ))}
    </ul>
  )
}
