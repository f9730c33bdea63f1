import { type ChangeEvent, useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import type { TrafficView } from '../../src-shared/model/traffic.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote, FailureOf } from '../part/failure-note.tsx'
import { type Acts, useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { readRecording } from './fit-recording.ts'
import { ReplayList, TrafficList } from './traffic-list.tsx'

/** The recorder of what passes the cables: on and off, its pieces, its file, and what the station makes of it. */
export function TrafficCard() {
  const acts = useActs()
  const [isFull, setFull] = useState(false)
  const traffic = useAsk('doctor:traffic', { isFull }, { keepLast: true })
  const w = words.doctor.traffic
  if (traffic.error) {
    return <FailureNote failure={traffic.error.failure} onRetry={() => void traffic.refetch()} />
  }
  if (!traffic.data) return null
  const { isOn, pieces } = traffic.data
  const record = (on: boolean) => void acts.act('record', 'doctor:record', { isOn: on })
  return (
    <section className="card traffic" aria-label={w.title}>
      <h2>{w.title}</h2>
      <p className="muted">{w.say}</p>
      <p role="status" className={isOn ? 'traffic-state is-on' : 'traffic-state'}>
        <span className="traffic-light" aria-hidden="true" />
        {stateSay(traffic.data)}
      </p>
      <FailureOf acts={acts} where="record" />
      <span className="reason-acts">
        <ActButton isBusy={acts.busy.has('record')} onClick={() => record(!isOn)}>
          {isOn ? w.stop : pieces > 0 ? w.again : w.start}
        </ActButton>
        {pieces > 0 && (
          <ActButton kind="quiet" onClick={() => void acts.act('record', 'doctor:forget', {})}>
            {w.forget}
          </ActButton>
        )}
      </span>
      {(isOn || pieces > 0) && (
        <>
          <div className="traffic-full">
            <ActButton isPressed={isFull} onClick={() => setFull(!isFull)}>
              {w.full}
            </ActButton>
            <span className="muted">{w.fullSay}</span>
          </div>
          <TrafficList pieces={traffic.data.shown} />
        </>
      )}
      <SaveAndReplay acts={acts} isFull={isFull} hasPieces={pieces > 0} />
    </section>
  )
}

function stateSay({ isOn, pieces, dropped }: TrafficView): string {
  const w = words.doctor.traffic
  if (!isOn && pieces === 0) return w.isEmpty
  const state = isOn ? w.isOn(pieces) : w.isOff(pieces)
  return dropped === 0 ? state : `${state} ${w.dropped(dropped)}`
}

type SaveAndReplayProps = { readonly acts: Acts; readonly isFull: boolean; readonly hasPieces: boolean }

function SaveAndReplay({ acts, isFull, hasPieces }: SaveAndReplayProps) {
  const [file, setFile] = useState<string | null>(null)
  const [made, setMade] = useState<Gives<'doctor:replay'> | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const w = words.doctor.traffic
  const save = async () => {
    setFile((await acts.act('save', 'doctor:save-traffic', { isFull }))?.file ?? null)
  }
  const replay = async (text: string | null) => {
    setWrong(null)
    setMade(await acts.act('replay', 'doctor:replay', { text }))
  }
  const open = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.currentTarget
    const [chosen] = input.files ?? []
    if (!chosen) return
    const read = await readRecording(chosen)
    if (read.is === 'none') {
      setMade(null)
      setWrong(read.say)
    } else {
      await replay(read.text)
      if (read.isCut) setWrong(w.cut)
    }
    input.value = ''
  }
  return (
    <>
      <span className="reason-acts">
        {hasPieces && (
          <>
            <ActButton isBusy={acts.busy.has('save')} onClick={() => void save()}>
              {w.save}
            </ActButton>
            <ActButton isBusy={acts.busy.has('replay')} onClick={() => void replay(null)}>
              {w.replay}
            </ActButton>
          </>
        )}
        <label className="file-button">
          {w.openFile}
          <input type="file" accept=".txt,text/plain" onChange={(event) => void open(event)} />
        </label>
      </span>
      {file && (
        <p className="device-said" role="status">
          {w.saved(file)}{' '}
          <a className="link" href={`./file/${encodeURIComponent(file)}`} download={file}>
            {w.open}
          </a>
        </p>
      )}
      <FailureOf acts={acts} where="save" />
      <FailureOf acts={acts} where="replay" />
      {wrong && (
        <p className="field-wrong" role="alert">
          {wrong}
        </p>
      )}
      {made && <ReplayList made={made} />}
    </>
  )
}
