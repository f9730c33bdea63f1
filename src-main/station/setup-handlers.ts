import { StationError } from '../../src-shared/failure.ts'
import { type DeviceRole, deviceRole } from '../../src-shared/model/device.ts'
import type { PrinterRole } from '../../src-shared/model/printer.ts'
import { parseAddress } from '../device/address.ts'
import type { Handlers } from '../host/door.ts'
import { deskTime } from '../label/box-label-of.ts'
import { labelJob, labelPdf } from '../label/drawing.ts'
import { routesOf } from '../label/print-desk.ts'
import { testLabelDrawing } from '../label/test-label.ts'
import type { Secrets } from '../secret/secrets.ts'
import {
  gs1PrefixOf,
  keepDeviceIdentity,
  keepSetting,
  lookOf,
  readSetting,
  stationNumber,
} from '../station-settings.ts'
import type { RelayAccess } from '../sync/hint-line.ts'
import type { Access } from './access.ts'
import { offered, testCodePicture, virtualDevice } from './device-pictures.ts'
import { portTaken } from './device-words.ts'
import { readDeviceAddress } from './devices.ts'
import { findScale } from './find-scale.ts'
import { leaveRelay, relayView, takeRelay } from './relay-key.ts'
import { setSettings } from './set-settings.ts'
import type { ConnectWish } from './store-test.ts'
import { testStore } from './store-test.ts'
import type { Workplace } from './workplace.ts'

type SetupHandlers = Omit<
  Pick<Handlers, Extract<keyof Handlers, `setup:${string}` | `device:${string}`>>,
  `setup:sign-${string}`
>

/** The requests of the Devices and Setup screens. `connectTo` replaces this workplace by one on the given store. */
export function setupHandlers(
  place: Workplace,
  parts: {
    profileFolder: string
    secrets: Secrets
    access: Access
    /** The relay given by the command line. */
    relay: RelayAccess | null
    connectTo(wish: ConnectWish): Promise<void>
  },
): SetupHandlers {
  const { bench } = place
  const { store } = bench
  const isTraining = place.training !== null
  return {
    'device:list': () => place.devices.views(),
    'device:candidates': async () => {
      const real = await Promise.all((await place.devices.candidates()).map(offered))
      return isTraining ? [virtualDevice, ...real] : real
    },
    'device:test-code': testCodePicture,
    'device:set': async ({ role, address }) => {
      const kept = address === null ? null : readDeviceAddress(address, deviceRole.parse(role), isTraining)
      if (kept !== null) {
        const owner = await place.devices.ownerOf(parseAddress(kept, role), role)
        if (owner !== null) throw portTaken(owner)
      }
      setSettings(bench, { role, address: kept }, () => {
        store.settings.put(`device:${role}`, kept)
        // Whoever sits there when it is opened is meant, also where another device sat before.
        keepDeviceIdentity(store, role, null)
      })
      await place.devices.reopen(role)
      return {}
    },
    'device:find-scale': ({ address }) => findScale(place, address),
    'device:try': async ({ role }) => ({ say: await tryOut(place, role) }),

    'setup:state': async () => {
      const outletId = bench.outletId()
      const connection = readSetting(store, 'connection')
      const outlet = outletId === null ? null : store.catalogue.outlet(outletId)
      const program = parts.access.program()
      const look = lookOf(store)
      return {
        isTraining,
        storeUrl: isTraining ? null : (connection?.url ?? null),
        apiVersion: connection?.apiVersion ?? '2026-07',
        hasToken: isTraining || parts.access.state() !== 'none',
        access: parts.access.state(),
        isSignedOut: readSetting(store, 'signed-out') === true,
        program: program === null ? null : { clientId: program.clientId, port: program.port },
        keychain: await parts.secrets.state(),
        outlet: outlet === null ? null : { id: outlet.id, name: outlet.name },
        outlets: store.catalogue.outlets(),
        gs1Prefix: outletId === null ? null : gs1PrefixOf(store, outletId),
        stationNumber: stationNumber(store),
        printRoutes: routesOf(store),
        relay: isTraining ? null : relayView(place, parts.relay),
        ...look,
        profileFolder: parts.profileFolder,
      }
    },
    'setup:test-store': (taken) => testStore(bench, taken),
    'setup:connect': async (taken) => {
      await parts.connectTo(taken)
      return {}
    },
    'setup:outlet': ({ outletId }) => {
      if (store.catalogue.outlet(outletId) === null) {
        throw new StationError(
          'no-such-outlet',
          'That outlet is not known here.',
          'Choose one from the list.',
        )
      }
      setSettings(bench, { outletId }, () => {
        keepSetting(store, 'outlet-id', outletId)
        store.feeds.restart('consignments')
      })
      place.link()?.puller.wake('consignments')
      place.tell({ topic: 'changed', body: { what: 'work' } })
      place.tell({ topic: 'changed', body: { what: 'setup' } })
      return {}
    },
    'setup:gs1-prefix': ({ prefix, stationNumber: own }) => {
      const outletId = bench.outletId()
      if (outletId === null) throw new StationError('no-outlet', 'Choose the outlet first.', 'It is above.')
      const digits = prefix?.replaceAll(/\s/g, '') ?? null
      if (digits !== null && !/^\d{7,10}$/.test(digits)) {
        throw new StationError(
          'bad-prefix',
          'A GS1 company prefix has 7 to 10 digits.',
          'It is on the GS1 certificate.',
        )
      }
      const number = own ?? stationNumber(store)
      if (digits !== null && number === null) {
        throw new StationError(
          'station-number-needed',
          'Box numbers need a number of this station from 0 to 99.',
          'Give each station that prints under this prefix another one.',
        )
      }
      setSettings(bench, { outletId, prefix: digits, stationNumber: number }, () => {
        store.settings.put(`gs1-prefix:${outletId}`, digits)
        store.settings.put('station-number', number)
      })
      place.tell({ topic: 'changed', body: { what: 'setup' } })
      return {}
    },
    'setup:relay': async ({ url, token }) => {
      if (isTraining || parts.relay !== null) throw relayFixed(isTraining)
      if (url === null) await leaveRelay(place, parts.secrets)
      else await takeRelay(place, parts.secrets, { url, token })
      place.tell({ topic: 'changed', body: { what: 'setup' } })
      return {}
    },
    'setup:print-routes': (routes) => {
      setSettings(bench, routes, () => keepSetting(store, 'print-routes', routes))
      place.prints.wake()
      place.tell({ topic: 'changed', body: { what: 'setup' } })
      return {}
    },
    'setup:look': (taken) => {
      const before = lookOf(store)
      setSettings(bench, taken, () =>
        keepSetting(store, 'look', {
          theme: taken.theme ?? before.theme,
          volume: taken.volume ?? before.volume,
        }),
      )
      return {}
    },
  }
}

function relayFixed(isTraining: boolean): StationError {
  return isTraining
    ? new StationError('training', 'Training has no relay.', 'Connect your store first.')
    : new StationError('relay-given', 'The relay was given when the station was started.', 'Change it there.')
}

async function tryOut(place: Workplace, role: DeviceRole): Promise<string> {
  switch (role) {
    case 'scanner': {
      const last = place.devices.lastScan()
      return last === null ? 'Scan anything: it shows here.' : `The last scan was ${last}.`
    }
    case 'scale': {
      const reading = place.devices.reading()
      return reading === null ? 'The scale gives no reading.' : `The scale says: ${readingWords(reading)}.`
    }
    case 'printer':
    case 'printer2':
      return tryPrinter(place, role)
  }
}

async function tryPrinter(place: Workplace, role: PrinterRole): Promise<string> {
  const printer = place.devices.printer(role)
  if (printer === null) return 'No second printer is set up.'
  const drawing = testLabelDrawing({
    printer: place.frame().outlet?.name ?? 'Label printer',
    at: deskTime(place.bench.store.now(), place.frame().timeZone),
  })
  const { paper } = printer
  const bytes = printer.takes === 'pdf' ? await labelPdf(drawing, paper.size) : labelJob(drawing, paper)
  const answer = await printer.print({ jobId: `test-${place.bench.clock.now()}`, bytes })
  if (answer.is === 'printed') return 'The test label was printed.'
  return answer.is === 'unsure' ? `${answer.why} Did it come out?` : `${answer.why} ${answer.next}`
}

function readingWords(reading: NonNullable<ReturnType<Workplace['devices']['reading']>>): string {
  switch (reading.is) {
    case 'steady':
      return `${reading.grams} g, steady`
    case 'moving':
      return 'moving'
    case 'overload':
      return 'too heavy'
    case 'below-zero':
      return 'below zero: take everything off and zero it'
    case 'needs-zero':
      return 'it needs to be zeroed'
    case 'fault':
      return reading.why
  }
}
