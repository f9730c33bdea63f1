import type { ProductHit } from '../../src-shared/model/product.ts'
import type { ScanRecord } from '../../src-shared/model/scan.ts'
import { visible } from '../../src-shared/rule/visible-text.ts'
import { units } from '../format.ts'
import { words } from '../words.ts'
import { ActButton } from './act-button.tsx'
import { Icon } from './icon.tsx'
import { type KeyMap, useKeys } from './keys.ts'
import { oncePressed } from './once-pressed.ts'
import type { Bench } from './outcome.ts'
import { Picture } from './picture.tsx'

type QuestionsProps = {
  readonly bench: Bench
  readonly open: readonly ScanRecord[]
  readonly onTake: (scan: ScanRecord, productId: string) => void
  readonly onDismiss: (scan: ScanRecord) => void
}

/** The products a question offers: the choices of 'several', or the one that is not on this transfer. */
function choicesOf(scan: ScanRecord): readonly ProductHit[] {
  const { outcome } = scan
  if (outcome.is === 'several') return outcome.choices.slice(0, 9)
  return outcome.is === 'not-on-transfer' ? [outcome.product] : []
}

/** The oldest open question, standing beside the work: keys 1-9, or Y for a single product. Scanning goes on. */
export function Questions({ bench, open, onTake, onDismiss }: QuestionsProps) {
  const scan = open[0]
  const choices = scan ? choicesOf(scan) : []
  const isSeveral = scan?.outcome.is === 'several'
  const keys: Record<string, () => void> = {}
  choices.forEach((choice, at) => {
    if (scan) keys[isSeveral ? String(at + 1) : 'y'] = () => onTake(scan, choice.id)
  })
  if (scan) keys.Escape = () => onDismiss(scan)
  useKeys(keys satisfies KeyMap)
  if (!scan) return null
  return (
    <section
      className={`question ${isSeveral ? 'tone-ask-soft' : 'tone-look-soft'}`}
      aria-label={questionSay(scan, bench)}
    >
      <header className="question-head">
        <Icon name={isSeveral ? 'question' : 'plus'} />
        <strong>{questionSay(scan, bench)}</strong>
        <span className="code">{visible(scan.text)}</span>
        {open.length > 1 && <span className="muted">{words.scan.moreQuestions(open.length - 1)}</span>}
        <ActButton kind="quiet" keyName="Esc" onClick={() => onDismiss(scan)}>
          {words.scan.dismiss}
        </ActButton>
      </header>
      <div className="tiles">
        {choices.map((choice, at) => (
          <Tile
            key={choice.id}
            product={choice}
            keyName={isSeveral ? String(at + 1) : 'Y'}
            onTake={() => onTake(scan, choice.id)}
          />
        ))}
      </div>
    </section>
  )
}

function questionSay(scan: ScanRecord, bench: Bench): string {
  const { several, notOnTransfer, notExpected, addExtra } = words.scan
  if (scan.outcome.is === 'several') return several
  if (bench === 'count') return `${words.count.notListed}. ${words.count.more}`
  return `${bench === 'pack' ? notOnTransfer : notExpected}. ${addExtra}`
}

type TileProps = { readonly product: ProductHit; readonly keyName: string; readonly onTake: () => void }

function Tile({ product, keyName, onTake }: TileProps) {
  return (
    <button type="button" className="tile" onClick={oncePressed(onTake)}>
      <Picture productId={product.id} name={product.name} hasPicture={product.hasPicture} size="tile" />
      <span className="tile-text">
        <span className="tile-name">{product.name}</span>
        <span className="muted">
          {product.sku}
          {product.stock !== null && ` · ${words.scan.stock(units(product.stock))}`}
          {product.containsNicotine && ` · ${words.scan.nicotine}`}
          {!product.isActive && ` · ${words.scan.inactive}`}
        </span>
      </span>
      <kbd className="key key-big">{keyName}</kbd>
    </button>
  )
}
