import type { DeviceRole } from '../../src-shared/model/device.ts'
import { usualPaper } from '../../src-shared/model/printer.ts'

export const addressKinds = [
  'usb',
  'usb-printer',
  'serial',
  'tcp',
  'queue',
  'virtual',
  'folder',
  'none',
] as const
export type AddressKind = (typeof addressKinds)[number]

/** A device address taken apart into the fields of its form. */
export type AddressDraft = {
  readonly kind: AddressKind
  /** A USB device, `hid:…` without its settings: it is chosen from a list, not typed. */
  readonly usb: string
  /** Where a printer is: `usb:…` or `queue:…`, without its settings. */
  readonly place: string
  readonly paper: PaperDraft
  readonly path: string
  /** Empty for the speed that is usual for the protocol, or for scanners. */
  readonly baud: string
  /** How a scale speaks. */
  readonly protocol: string
  /** Settings by name: the line and the unit can be chosen, others are kept as they came. */
  readonly kept: Readonly<Record<string, string>>
  readonly host: string
  readonly port: string
}

/** How a printer is spoken to and what is loaded, as an address writes it. */
export type PaperDraft = Readonly<Record<'language' | 'dpi' | 'size' | 'turn' | 'status', string>>

export const usualPaperDraft: PaperDraft = {
  language: usualPaper.language,
  dpi: String(usualPaper.dpi),
  size: usualPaper.size,
  turn: String(usualPaper.turn),
  status: 'on',
}
const paperNames = ['language', 'dpi', 'size', 'turn', 'status'] as const

const usualPort = '9100'
const usualProtocol = 'toledo-8217'
/** The settings an address may have, in the order in which the station writes them. */
const settingsFor = {
  serial: ['baud', 'line', 'dtr', 'protocol', 'unit', 'prefix'],
  tcp: ['protocol', 'unit', 'prefix'],
  usb: ['layout', 'prefix'],
}

/** The kinds of connection that make sense for a role. */
export function kindsFor(role: DeviceRole): readonly AddressKind[] {
  const foreign: readonly AddressKind[] = isPrinterRole(role)
    ? ['usb', 'serial']
    : ['usb-printer', 'queue', 'folder']
  return addressKinds.filter((kind) => !foreign.includes(kind))
}

export function isPrinterRole(role: DeviceRole): boolean {
  return role === 'printer' || role === 'printer2'
}

export function readAddress(address: string | null): AddressDraft {
  const empty: AddressDraft = {
    kind: 'none',
    usb: '',
    place: '',
    paper: usualPaperDraft,
    path: '',
    baud: '',
    protocol: usualProtocol,
    kept: {},
    host: '',
    port: usualPort,
  }
  if (address === null) return empty
  const [place = '', query = ''] = address.split('?')
  const settings = Object.fromEntries(new URLSearchParams(query))
  if (place.startsWith('hid:')) return { ...empty, kind: 'usb', usb: place, kept: settings }
  const paper = Object.fromEntries(paperNames.map((name) => [name, settings[name] ?? usualPaperDraft[name]]))
  const { baud = '', protocol = usualProtocol, ...others } = settings
  const kept = Object.fromEntries(Object.entries(others).filter(([name]) => !isPaperName(name)))
  const set: AddressDraft = { ...empty, baud, protocol, kept, paper: { ...usualPaperDraft, ...paper } }
  if (place === 'virtual' || place === 'folder') return { ...set, kind: place }
  if (place.startsWith('usb:')) return { ...set, kind: 'usb-printer', place }
  if (place.startsWith('queue:')) return { ...set, kind: 'queue', place }
  const tcp = /^tcp:(.+):(\d+)$/.exec(place)
  if (tcp) return { ...set, kind: 'tcp', host: tcp[1] ?? '', port: tcp[2] ?? usualPort }
  return { ...set, kind: 'serial', path: place.replace(/^serial:/, '') }
}

/** The address as the station takes it; undefined while a field is missing, null for 'not used'. */
export function writeAddress(draft: AddressDraft, role: DeviceRole): string | null | undefined {
  switch (draft.kind) {
    case 'none':
      return null
    case 'virtual':
    case 'folder':
      return isPrinterRole(role) ? `${draft.kind}${paperSettings(draft)}` : draft.kind
    case 'usb-printer':
    case 'queue':
      return draft.place.startsWith(draft.kind === 'queue' ? 'queue:' : 'usb:')
        ? `${draft.place}${paperSettings(draft)}`
        : undefined
    case 'usb':
      return draft.usb === ''
        ? undefined
        : `${draft.usb}${role === 'scanner' ? settingsOf(draft, role, 'usb') : ''}`
    case 'tcp':
      return draft.host.trim() !== '' && /^\d+$/.test(draft.port)
        ? `tcp:${draft.host.trim()}:${draft.port}${isPrinterRole(role) ? paperSettings(draft) : settingsOf(draft, role, 'tcp')}`
        : undefined
    case 'serial':
      return draft.path.trim() === '' || !/^\d*$/.test(draft.baud)
        ? undefined
        : `serial:${draft.path.trim()}${settingsOf(draft, role, 'serial')}`
  }
}

const isPaperName = (name: string) => paperNames.some((known) => known === name)

/** The settings of a printer that differ from what is usual and mean something for its kind. */
function paperSettings({ kind, paper }: AddressDraft): string {
  const written = paperFieldsOf(kind, paper.language)
    .filter((name) => paper[name] !== usualPaperDraft[name])
    .map((name) => `${name}=${paper[name]}`)
  return written.length === 0 ? '' : `?${written.join('&')}`
}

/** What can be set for a printer of this kind: files have a size only, pages are not turned. */
export function paperFieldsOf(kind: AddressKind, language: string): readonly (keyof PaperDraft)[] {
  if (kind === 'folder') return ['size']
  if (kind === 'virtual') return ['language', 'dpi', 'size', 'turn']
  if (language === 'pdf') return ['language', 'size', 'status']
  return paperNames
}

/** What can be chosen by hand beside the speed; what is not among them can come from an address. */
export const choicesOf = {
  line: ['8N1', '7E1', '7O1', '7N2', '8E1', '8O1', '8N2'],
  unit: ['kg', 'g', 'lb', 'oz'],
  layout: ['a', 'b', 'shifted'],
} as const

/** A setting chosen or typed by hand; an empty one is left to what is usual. */
export function withSetting(draft: AddressDraft, name: keyof typeof choicesOf | 'prefix', value: string) {
  const { [name]: _before, ...others } = draft.kept
  return { kept: value === '' ? others : { ...others, [name]: value } } satisfies Partial<AddressDraft>
}

/** Another protocol starts with the line its own scales leave the factory with. */
export function withProtocol(protocol: string): Partial<AddressDraft> {
  return { protocol, baud: '', kept: {} }
}

function settingsOf(
  { baud, protocol, kept }: AddressDraft,
  role: DeviceRole,
  kind: keyof typeof settingsFor,
): string {
  const settings: Record<string, string> = {
    ...kept,
    ...(baud === '' ? {} : { baud }),
    ...(role === 'scale' ? { protocol } : {}),
  }
  const written = settingsFor[kind]
    .filter((name) => name in settings)
    .map((name) => `${name}=${encodeURIComponent(settings[name] ?? '')}`)
  return written.length === 0 ? '' : `?${written.join('&')}`
}
