import { type SubmitEvent, useState } from 'react'
import type { DeviceRole } from '../../src-shared/model/device.ts'
import { ActButton } from '../part/act-button.tsx'
import { showWhole } from '../part/shown.ts'
import { TextField } from '../part/text-field.tsx'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import {
  type AddressDraft,
  choicesOf,
  isPrinterRole,
  kindsFor,
  readAddress,
  withProtocol,
  withSetting,
  writeAddress,
} from './address.ts'
import { FindScale } from './find-scale.tsx'
import { PaperFields } from './paper-fields.tsx'

type AddressFormProps = {
  readonly role: DeviceRole
  readonly address: string | null
  readonly isBusy: boolean
  readonly onAddress: (address: string | null) => void
}

/** How a device is connected: a USB device or a port found on this computer, a network address, or not at all. */
export function AddressForm({ role, address, isBusy, onAddress }: AddressFormProps) {
  const [draft, setDraft] = useState<AddressDraft>(() => readAddress(address))
  const set = (part: Partial<AddressDraft>) => setDraft({ ...draft, ...part })
  const written = writeAddress(draft, role)
  const w = words.device
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (written !== undefined) onAddress(written)
  }
  return (
    <form className="address-form" ref={showWhole} onSubmit={submit}>
      <fieldset className="choices">
        <legend>{w.how}</legend>
        {kindsFor(role).map((kind) => (
          <label key={kind} className="choice">
            <input
              type="radio"
              name={`${role}-kind`}
              checked={draft.kind === kind}
              onChange={() => set({ kind })}
            />
            {w.kinds[kind]}
          </label>
        ))}
      </fieldset>
      {draft.kind === 'usb' && <FoundPorts kind="usb" role={role} draft={draft} set={set} />}
      {draft.kind === 'usb' && role === 'scanner' && draft.usb !== '' && (
        <>
          <SettingField name="layout" draft={draft} set={set} />
          <p className="muted">{w.layoutSay}</p>
          <PrefixField draft={draft} set={set} />
        </>
      )}
      {(draft.kind === 'usb-printer' || draft.kind === 'queue') && (
        <FoundPorts kind={draft.kind} role={role} draft={draft} set={set} />
      )}
      {draft.kind === 'usb-printer' && (
        <span>
          <ActButton isPressed={draft.place === 'usb:auto'} onClick={() => set({ place: 'usb:auto' })}>
            {w.anyUsbPrinter}
          </ActButton>
        </span>
      )}
      {draft.kind === 'serial' && <SerialFields role={role} draft={draft} set={set} />}
      {draft.kind === 'serial' && role === 'scale' && (
        <FindScale
          key={draft.path}
          path={draft.path.trim()}
          onFound={(found) => setDraft(readAddress(found))}
        />
      )}
      {draft.kind === 'tcp' && (
        <span className="field-row">
          <TextField
            label={w.host}
            value={draft.host}
            placeholder={w.hostPlaceholder}
            onValue={(host) => set({ host })}
          />
          <TextField
            label={w.tcpPort}
            value={draft.port}
            onValue={(port) => set({ port: port.replace(/\D/g, '') })}
          />
          {role === 'scale' && <ProtocolField draft={draft} set={set} />}
          {role === 'scale' && <SettingField name="unit" draft={draft} set={set} />}
        </span>
      )}
      {draft.kind === 'tcp' && role === 'scanner' && <PrefixField draft={draft} set={set} />}
      {isPrinterRole(role) && draft.kind !== 'none' && <PaperFields draft={draft} set={set} />}
      <span>
        <ActButton type="submit" kind="main" isDisabled={written === undefined} isBusy={isBusy}>
          {w.use}
        </ActButton>
      </span>
    </form>
  )
}

type FieldsProps = {
  readonly role: DeviceRole
  readonly draft: AddressDraft
  readonly set: (part: Partial<AddressDraft>) => void
}

type FoundKind = 'usb' | 'serial' | 'usb-printer' | 'queue'
const nothingFound = {
  usb: 'noUsb',
  serial: 'noPorts',
  'usb-printer': 'noUsbPrinters',
  queue: 'noQueues',
} as const

/** What of a found address goes into the form. */
function partOf(kind: FoundKind, found: AddressDraft): Partial<AddressDraft> {
  if (kind === 'usb') return { usb: found.usb }
  return kind === 'serial' ? { path: found.path } : { place: found.place }
}

/** A printer may say how it wants to be spoken to. */
function loadedIn(address: string): Partial<AddressDraft> {
  return address.startsWith('usb:') && address.includes('?') ? { paper: readAddress(address).paper } : {}
}

/** The devices of one kind that are plugged in now and could do this work, to choose from. */
function FoundPorts({ kind, role, draft, set }: FieldsProps & { readonly kind: FoundKind }) {
  const ports = useAsk('device:candidates', {})
  const found = (ports.data ?? []).filter(
    (port) => port.roles.includes(role) && readAddress(port.address).kind === kind,
  )
  const w = words.device
  return (
    <ul className="found-ports">
      {found.map((port) => {
        const part = partOf(kind, readAddress(port.address))
        const isChosen = Object.entries(part).every(
          ([name, value]) => draft[name as keyof AddressDraft] === value,
        )
        return (
          <li key={`${port.address} ${port.say}`}>
            <ActButton isPressed={isChosen} onClick={() => set({ ...part, ...loadedIn(port.address) })}>
              {port.say}
            </ActButton>
          </li>
        )
      })}
      {found.length === 0 && <li className="muted">{w[nothingFound[kind]]}</li>}
      <li>
        <ActButton kind="quiet" onClick={() => void ports.refetch()}>
          {w.lookAgain}
        </ActButton>
      </li>
    </ul>
  )
}

function SerialFields({ role, draft, set }: FieldsProps) {
  const w = words.device
  return (
    <>
      <FoundPorts kind="serial" role={role} draft={draft} set={set} />
      <span className="field-row">
        <TextField isWide label={w.port} value={draft.path} onValue={(path) => set({ path })} />
        <TextField
          label={w.baud}
          value={draft.baud}
          placeholder={w.usualBaud}
          onValue={(baud) => set({ baud: baud.replace(/\D/g, '') })}
        />
        {role === 'scale' && <ProtocolField draft={draft} set={set} />}
        <SettingField name="line" draft={draft} set={set} />
        {role === 'scale' && <SettingField name="unit" draft={draft} set={set} />}
      </span>
      {role === 'scanner' && <PrefixField draft={draft} set={set} />}
    </>
  )
}

type SettingFieldProps = Omit<FieldsProps, 'role'> & { readonly name: keyof typeof choicesOf }

/** The bits of a line, the unit a scale does not send, or the layout of a scanner's reports, chosen by hand. */
function SettingField({ name, draft, set }: SettingFieldProps) {
  const w = words.device
  const value = draft.kept[name] ?? ''
  const usual = { line: w.usualLine, unit: w.usualUnit, layout: w.usualLayout }[name]
  const say: Readonly<Record<string, string>> = name === 'layout' ? w.layouts : {}
  const known: readonly string[] = choicesOf[name]
  return (
    <label className="field">
      <span>{w[name]}</span>
      <select
        className="text-input"
        value={value}
        onChange={(event) => set(withSetting(draft, name, event.currentTarget.value))}
      >
        <option value="">{usual}</option>
        {[...known, ...(value === '' || known.includes(value) ? [] : [value])].map((each) => (
          <option key={each} value={each}>
            {say[each] ?? each}
          </option>
        ))}
      </select>
    </label>
  )
}

/** What the scanner was set to put in front of every code, which the station then takes off. */
function PrefixField({ draft, set }: Omit<FieldsProps, 'role'>) {
  const w = words.device
  return (
    <TextField
      label={w.prefix}
      value={draft.kept.prefix ?? ''}
      placeholder={w.noPrefix}
      onValue={(prefix) => set(withSetting(draft, 'prefix', prefix.trim()))}
    />
  )
}

/** How the scale speaks, chosen by hand. */
function ProtocolField({ draft, set }: Omit<FieldsProps, 'role'>) {
  const w = words.device
  return (
    <label className="field">
      <span>{w.protocol}</span>
      <select
        className="text-input"
        value={draft.protocol}
        onChange={(event) => set(withProtocol(event.currentTarget.value))}
      >
        {Object.entries(w.protocols).map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
