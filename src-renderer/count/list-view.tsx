import { useRef, useState } from 'react'
import type { CountDesk } from '../../src-shared/model/count.ts'
import { units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { FindBar } from '../part/find-bar.tsx'
import { HeadLine } from '../part/head-line.tsx'
import { useKeys } from '../part/keys.ts'
import { Picture } from '../part/picture.tsx'
import { ReasonForm } from '../part/reason-form.tsx'
import { RowList } from '../part/row-list.tsx'
import { goTo } from '../route.ts'
import { failureIn, useBridge } from '../station.tsx'
import { words } from '../words.ts'
import { BlindChoice } from './blind-choice.tsx'
import { noStock } from './count-lines.ts'
import { PasteForm } from './paste-form.tsx'
import { ScanSaid } from './scan-said.tsx'
import type { CountActs } from './use-count-acts.ts'

const rowPixels = 60

/** The list of a stocktake before anybody counts: search, paste, take off, then start. */
export function ListView({ desk, acts }: { readonly desk: CountDesk; readonly acts: CountActs }) {
  const { head, lines } = desk
  const bridge = useBridge()
  const [text, setText] = useState('')
  const [isBlind, setBlind] = useState(desk.isBlind)
  const field = useRef<HTMLInputElement>(null)
  const consignmentId = head.id
  const isMadeHere = head.remoteId === null
  const isOpen = head.readOnlyBecause === null
  const canStart = isOpen && (lines.length > 0 || desk.isOwnList || !isMadeHere)
  const w = words.count.list
  const start = () => canStart && void acts.act('start', 'count:start', { consignmentId, isBlind })
  useKeys({ '/': () => field.current?.select(), F9: start })
  const listed = new Set(lines.map((line) => line.productId))
  return (
    <div className="draft">
      <HeadLine head={head} done={0} all={0} progress={w.products(units(lines.length))} />
      <div className="draft-body">
        {isMadeHere && (
          <>
            <FindBar
              text={text}
              onText={setText}
              fieldRef={field}
              label={w.add}
              {...(isBlind && { outletId: noStock })}
              noteOf={(product) => (listed.has(product.id) ? w.onList : null)}
              onPick={(product) => {
                void acts.act('list', 'count:list', { consignmentId, productIds: [product.id] })
                setText('')
              }}
              onAddOne={async ({ id }) =>
                failureIn(await bridge.ask('count:list', { consignmentId, productIds: [id] }))
              }
            >
              <PasteForm acts={acts} />
            </FindBar>
            <FailureOf acts={acts} where="list" />
          </>
        )}
        <ScanSaid scan={desk.lastScans[0]} />
        {lines.length === 0 ? (
          <p className="lines-empty">
            <strong>{w.empty}</strong> {isMadeHere ? w.emptyHere : w.emptyThere}{' '}
            {desk.isOwnList && isMadeHere && w.emptyOwn}
          </p>
        ) : (
          <div className="lines">
            <RowList
              rows={lines}
              keyOf={(line) => line.id}
              rowPixels={rowPixels}
              shownKey={lines.at(-1)?.id ?? null}
              label={words.count.columns.product}
              draw={(line) => (
                <div className="line">
                  <Picture productId={line.productId} name={line.name} hasPicture={line.hasPicture} />
                  <span className="line-product">
                    <span className="line-name">{line.name}</span>
                    <span className="muted line-under">{words.pack.sku(line.sku)}</span>
                  </span>
                  {isMadeHere && (
                    <ActButton
                      kind="quiet"
                      label={`${w.takeOff}: ${line.name}`}
                      onClick={() =>
                        void acts.act('list', 'count:unlist', { consignmentId, lineId: line.id })
                      }
                    >
                      {w.takeOff}
                    </ActButton>
                  )}
                </div>
              )}
            />
          </div>
        )}
      </div>
      <footer className="finish">
        <FailureOf acts={acts} where="start" />
        <FailureOf acts={acts} where="finish" />
        {!isMadeHere && <BlindChoice isBlind={isBlind} onChoose={setBlind} />}
        <div className="finish-row">
          <p className="muted">{w.started}</p>
          <span className="finish-acts">
            <ReasonForm
              open={w.cancel}
              ask={w.cancelReason}
              go={w.cancel}
              onReason={async (reason) => {
                const done = await acts.cancel(reason)
                if (done) goTo('count')
                return done
              }}
            />
            <ActButton
              kind="main"
              keyName="F9"
              isDisabled={!canStart}
              isBusy={acts.busy.has('start')}
              onClick={start}
            >
              {w.start}
            </ActButton>
          </span>
        </div>
      </footer>
    </div>
  )
}
