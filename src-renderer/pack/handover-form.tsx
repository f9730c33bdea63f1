import { SegmentedControl } from '@mantine/core'
import { type SubmitEvent, useEffect, useRef, useState } from 'react'
import type { PackDesk } from '../../src-shared/model/pack.ts'
import { ActButton } from '../part/act-button.tsx'
import { Icon } from '../part/icon.tsx'
import { useScanField } from '../part/scan-field.ts'
import { TimeField } from '../part/time-field.tsx'
import { useOpenedForm } from '../part/use-opened-form.ts'
import { words } from '../words.ts'
import {
  addLine,
  finishHandover,
  type HandoverDraft,
  handoverDraft,
  modes,
  trackingOf,
  whyNotYet,
} from './handover.ts'
import { type Rest, RestChoice } from './rest-choice.tsx'
import type { PackActs } from './use-pack-acts.ts'

type HandoverFormProps = { readonly desk: PackDesk; readonly acts: PackActs; readonly onClose: () => void }

/** 'Packed and sent' asks how the goods go, and only for what that way needs. */
export function HandoverForm({ desk, acts, onClose }: HandoverFormProps) {
  const [draft, setDraft] = useState<HandoverDraft>(() => handoverDraft(new Date(), desk.handover))
  const [rest, setRest] = useState<Rest>('stays')
  const handover = finishHandover(draft)
  const notYet = whyNotYet(desk)
  const form = useOpenedForm<HTMLFormElement>('F8', onClose)
  const w = words.pack.handover
  const { shortLines, overLines, extraLines } = desk.totals
  // What leaves later is not missing.
  const told = rest === 'goes-later' ? 0 : shortLines
  const differ = words.pack.differWarn(told, overLines, extraLines)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!handover || notYet) return
    const sent = await acts.act('finish', 'pack:send', { consignmentId: desk.head.id, handover, rest })
    if (sent) onClose()
  }
  const keep = async () => {
    if (!handover || notYet) return
    const kept = await acts.act('finish', 'pack:packed', { consignmentId: desk.head.id, handover })
    if (kept) onClose()
  }
  const set = (part: Partial<HandoverDraft>) => setDraft((before) => ({ ...before, ...part }))
  useScanField('tracking', draft.mode === 'courier', (code) =>
    setDraft((before) => ({ ...before, tracking: addLine(before.tracking, code) })),
  )
  return (
    <form ref={form} className="handover" onSubmit={(event) => void submit(event)} aria-label={w.title}>
      <div className="handover-modes">
        <strong>{w.title}</strong>
        <SegmentedControl
          value={draft.mode}
          onChange={(mode) => set({ mode: modes.find((known) => known === mode) ?? 'courier' })}
          data={modes.map((mode) => ({ value: mode, label: w[mode] }))}
          transitionDuration={0}
        />
        {notYet && (
          <p className="weight-off handover-stop" role="alert">
            <Icon name="triangle" size={18} /> {notYet.say} {notYet.next}
          </p>
        )}
        {differ && <span className="muted">{differ}</span>}
      </div>
      <RestChoice desk={desk} rest={rest} onRest={setRest} />
      <div className="handover-fields">
        <HandoverFields draft={draft} set={set} boxes={desk.parcels.length} />
        <span className="finish-acts">
          <ActButton kind="quiet" onClick={onClose}>
            {w.back}
          </ActButton>
          <ActButton
            isDisabled={!handover || notYet !== null}
            isBusy={acts.busy.has('finish')}
            onClick={() => void keep()}
          >
            {w.later}
          </ActButton>
          <ActButton
            type="submit"
            kind="main"
            isDisabled={!handover || notYet !== null}
            isBusy={acts.busy.has('finish')}
          >
            {w.go}
          </ActButton>
        </span>
      </div>
    </form>
  )
}

type FieldsProps = {
  readonly draft: HandoverDraft
  readonly set: (part: Partial<HandoverDraft>) => void
  readonly boxes: number
}

function HandoverFields({ draft, set, boxes }: FieldsProps) {
  const w = words.pack.handover
  const text = (
    name: Exclude<keyof HandoverDraft, 'mode' | 'tracking' | 'at'>,
    label: string,
    type = 'text',
  ) => (
    <label className="field">
      <span>{label}</span>
      <input
        className="text-input"
        type={type}
        value={draft[name]}
        onChange={(event) => set({ [name]: event.currentTarget.value })}
      />
    </label>
  )
  const time = (label: string) => (
    <TimeField label={label} value={draft.at} usualTime={null} onValue={(at) => set({ at })} />
  )
  switch (draft.mode) {
    case 'courier':
      return (
        <>
          {text('carrier', w.carrier)}
          <TrackingField text={draft.tracking} boxes={boxes} onText={(tracking) => set({ tracking })} />
        </>
      )
    case 'internal':
      return (
        <>
          {text('driver', w.driver)}
          {text('vehicle', w.vehicle)}
          {time(w.leaves)}
        </>
      )
    case 'pickup':
      return (
        <>
          {text('by', w.by)}
          {text('phone', w.phone, 'tel')}
          {time(w.at)}
        </>
      )
    case 'depot':
      return (
        <>
          {text('location', w.location)}
          {time(w.at)}
        </>
      )
  }
}

type TrackingFieldProps = {
  readonly text: string
  readonly boxes: number
  readonly onText: (text: string) => void
}

/** One number a box. What a scanner adds is brought into view, unless the person is writing there. */
function TrackingField({ text, boxes, onText }: TrackingFieldProps) {
  const w = words.pack.handover
  const field = useRef<HTMLTextAreaElement>(null)
  const have = trackingOf(text).length
  useEffect(() => {
    const area = field.current
    if (area && text !== '' && document.activeElement !== area) area.scrollTop = area.scrollHeight
  }, [text])
  return (
    <label className="field is-grow">
      <span className={have > boxes ? 'is-late' : undefined}>
        {boxes === 1 ? w.trackingOne : w.tracking(boxes)} · {w.trackingCount(have, boxes)}
      </span>
      <textarea
        ref={field}
        className="text-input"
        rows={Math.min(Math.max(boxes, have, 1), 3)}
        value={text}
        placeholder={w.trackingHint}
        onChange={(event) => onText(event.currentTarget.value)}
      />
    </label>
  )
}
