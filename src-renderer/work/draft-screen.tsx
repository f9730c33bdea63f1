import { useRef, useState } from 'react'
import type { PackDesk } from '../../src-shared/model/pack.ts'
import { ApprovalBlock } from '../approve/approval-block.tsx'
import { units } from '../format.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { FindBar } from '../part/find-bar.tsx'
import { HeadLine } from '../part/head-line.tsx'
import { useKeys } from '../part/keys.ts'
import { ReasonForm } from '../part/reason-form.tsx'
import { goTo } from '../route.ts'
import { failureIn, useActs, useAsk, useBridge } from '../station.tsx'
import { words } from '../words.ts'
import { DraftLine, isTooMany } from './draft-line.tsx'

/** The plan of a draft: products with how many of each, until it is released for packing. */
export function DraftScreen({ desk }: { readonly desk: PackDesk }) {
  const { head, lines } = desk
  const acts = useActs()
  const bridge = useBridge()
  const [text, setText] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const consignmentId = head.id
  const w = words.work.draft
  const canEdit = head.state !== 'pending_approval'
  const approval = useAsk('approval:of', { consignmentId })
  const mayRelease = head.state === 'draft' && approval.data?.submit.needs === false
  useKeys({ '/': () => field.current?.select() })
  const plan = (productId: string, planned: number) =>
    void acts.act('plan', 'transfer:plan', { consignmentId, productId, planned })
  const plannedOf = (productId: string) => lines.find((known) => known.productId === productId)?.planned ?? 0
  const short = lines.filter(isTooMany).length
  return (
    <div className="draft">
      <HeadLine head={head} done={0} all={0} progress={words.work.units(units(desk.totals.planned))} />
      <div className="draft-body">
        <ApprovalBlock consignmentId={consignmentId} />
        {canEdit && (
          <FindBar
            text={text}
            onText={setText}
            fieldRef={field}
            label={w.addSearch}
            onPick={(product) => {
              plan(product.id, plannedOf(product.id) + 1)
              setText('')
            }}
            onAddOne={async ({ id: productId }) => {
              const planned = plannedOf(productId) + 1
              return failureIn(await bridge.ask('transfer:plan', { consignmentId, productId, planned }))
            }}
          />
        )}
        <FailureOf acts={acts} where="plan" />
        {lines.length === 0 ? (
          <p className="lines-empty">{w.emptyList}</p>
        ) : (
          <ul className="draft-lines">
            {lines.map((line) => (
              <li key={line.id}>
                <DraftLine
                  line={line}
                  canEdit={canEdit}
                  onPlan={(planned) => plan(line.productId, planned)}
                />
              </li>
            ))}
          </ul>
        )}
      </div>
      <footer className="finish">
        <FailureOf acts={acts} where="release" />
        <div className="finish-row">
          {short > 0 ? (
            <p className="weight-off" role="status">
              {w.shortLines(short, head.from?.name ?? words.work.anywhere)}
            </p>
          ) : (
            <p className="muted">{lines.length === 0 ? w.releaseEmpty : w.keepsItself}</p>
          )}
          <span className="finish-acts">
            <ReasonForm
              open={w.cancel}
              ask={w.cancelReason}
              go={w.cancel}
              onReason={async (reason) => {
                const done = await acts.act('release', 'consignment:cancel', { consignmentId, reason })
                if (done) goTo('work')
                return done
              }}
            />
            {mayRelease && (
              <ActButton
                kind="main"
                isDisabled={lines.length === 0}
                isBusy={acts.busy.has('release')}
                onClick={() => void acts.act('release', 'transfer:release', { consignmentId })}
              >
                {w.release}
              </ActButton>
            )}
          </span>
        </div>
      </footer>
    </div>
  )
}
