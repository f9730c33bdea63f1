import { useEffect, useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import type { DeviceRole, Finding, Symptom } from '../../src-shared/model/device.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureOf } from '../part/failure-note.tsx'
import { Icon } from '../part/icon.tsx'
import { useActs } from '../station.tsx'
import { words } from '../words.ts'
import { CommandLine } from './command-line.tsx'

const ofPrinters = ['nothing-comes-out', 'prints-commands', 'blank', 'shifted', 'twice'] as const
const symptomsOf: Record<DeviceRole, readonly Symptom[]> = {
  scanner: ['twice'],
  scale: ['frozen'],
  printer: ofPrinters,
  printer2: ofPrinters,
}

type DoctorPanelProps = {
  readonly role: DeviceRole
  /** It works, as far as it says itself. */
  readonly isWell: boolean
  readonly isBusy: boolean
  readonly onAddress: (address: string) => void
}

/** What is wrong with a device and what to do about it, looked up anew each time it is asked. */
export function DoctorPanel({ role, isWell, isBusy, onAddress }: DoctorPanelProps) {
  const { act, busy, ...acts } = useActs()
  const [sees, setSees] = useState<Symptom | null>(null)
  const [found, setFound] = useState<Gives<'doctor:look'> | null>(null)
  const w = words.doctor
  useEffect(() => {
    let isLeft = false
    void act('look', 'doctor:look', { role, sees }).then((answer) => {
      if (answer && !isLeft) setFound(answer)
    })
    return () => {
      isLeft = true
    }
  }, [act, role, sees])
  const again = async () => {
    const answer = await act('look', 'doctor:look', { role, sees })
    if (answer) setFound(answer)
  }
  return (
    <div className="doctor">
      <label className="field">
        <span>{w.sees}</span>
        <select
          className="text-input"
          value={sees ?? ''}
          onChange={(event) => setSees((event.currentTarget.value || null) as Symptom | null)}
        >
          <option value="">{w.seesNone}</option>
          {symptomsOf[role].map((symptom) => (
            <option key={symptom} value={symptom}>
              {w.symptoms[symptom]}
            </option>
          ))}
        </select>
      </label>
      <div role="status" className="findings">
        {!found && busy.has('look') && <p className="muted">{w.looking}</p>}
        {found?.findings.length === 0 && (
          <p className={isWell ? 'finding-none is-well' : 'finding-none'}>
            <Icon name={isWell ? 'check' : 'question'} size={20} /> {isWell ? w.nothing : w.noCause}
          </p>
        )}
        {found?.findings.map((finding) => (
          <FindingCard key={finding.fault} finding={finding} isBusy={isBusy} onAddress={onAddress} />
        ))}
      </div>
      <FailureOf acts={{ act, busy, ...acts }} where="look" />
      {found && <LookedAt lines={found.lookedAt} />}
      <span>
        <ActButton isBusy={busy.has('look')} onClick={() => void again()}>
          {w.lookAgain}
        </ActButton>
      </span>
    </div>
  )
}

type FindingCardProps = {
  readonly finding: Finding
  readonly isBusy: boolean
  readonly onAddress: (address: string) => void
}

function FindingCard({ finding, isBusy, onAddress }: FindingCardProps) {
  const { isCertain, say, next, command, address, signs } = finding
  const w = words.doctor
  return (
    <article className={isCertain ? 'finding is-certain' : 'finding'}>
      <p className="finding-kind">
        <Icon name={isCertain ? 'triangle' : 'question'} size={18} /> {isCertain ? w.certain : w.maybe}
      </p>
      <p>
        <strong>{say}</strong>
      </p>
      <p>{next}</p>
      {command !== null && <CommandLine command={command} />}
      {address !== null && (
        <span>
          <ActButton kind="main" isBusy={isBusy} onClick={() => onAddress(address)}>
            {w.useAddress}
          </ActButton>
        </span>
      )}
      <p className="muted finding-signs">
        {w.signs}: {signs}
      </p>
    </article>
  )
}

function LookedAt({ lines }: { readonly lines: readonly string[] }) {
  return (
    <details>
      <summary>{words.doctor.lookedAt}</summary>
      <ul className="says">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  )
}
