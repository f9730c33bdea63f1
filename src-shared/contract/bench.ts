import { z } from 'zod'
import { place } from '../model/consignment.ts'
import { deviceCandidate, deviceRole, deviceView } from '../model/device.ts'
import { alert } from '../model/health.ts'
import { relayView } from '../model/hint.ts'
import { printRoutes } from '../model/print-route.ts'
import { syncLine } from '../model/sync.ts'
import { scaleReading } from '../model/weight.ts'
import { testedStore } from './tested-store.ts'

const nothing = z.object({})

/** Light, dark, or as the computer is set. */
const theme = z.enum(['light', 'dark', 'system'])

/** What stands in the frame of every screen. */
export const frameState = z.object({
  stationCode: z.string(),
  version: z.string(),
  outlet: place.nullable(),
  /** The outlet's time zone: what a person reads and types is by its clock. Null where none is known. */
  timeZone: z.string().nullable(),
  isTraining: z.boolean(),
  /** Training only: the network to the training store was cut by hand, and stays so until it is put back. */
  isNetworkCut: z.boolean(),
  storeName: z.string().nullable(),
  /** Something the person must know before working on, as sentences: a damaged store was set aside. Else null. */
  notice: z.string().nullable(),
  /** Whether the notice asks for a decision: `frame:bring-back`. */
  canBringBack: z.boolean(),
  devices: z.array(deviceView),
  sync: syncLine,
  /** What is not as it should be and the line above does not say already; null when nothing is. */
  alert: alert.nullable(),
  theme,
  /** 0 to 1; 0 is silent. */
  volume: z.number().min(0).max(1),
})
export type FrameState = z.infer<typeof frameState>

/** Frame, devices, sync and set-up. */
export const benchRequests = {
  'frame:state': { takes: nothing, gives: frameState },
  /** The person has read the notice: it is not shown again, also not after a restart. */
  'frame:notice-seen': { takes: nothing, gives: nothing },
  /**
   * Puts what can be read of a damaged store in place of the one that was begun instead; that one is kept beside it.
   * Refused once something was counted in it (`counted-since`).
   */
  'frame:bring-back': { takes: nothing, gives: nothing },
  'scale:read': { takes: nothing, gives: z.object({ reading: scaleReading.nullable() }) },

  'device:list': { takes: nothing, gives: z.array(deviceView) },
  /** What is plugged in and could be set up. */
  'device:candidates': { takes: nothing, gives: z.array(deviceCandidate) },
  /** The code that shows how a scanner types, to scan from the screen: what it says, and its picture as PNG. */
  'device:test-code': { takes: nothing, gives: z.object({ text: z.string(), pngBase64: z.string() }) },
  /**
   * Sets a device up. Addresses: `serial:PATH?baud=9600&protocol=NAME` (a scale's protocol), `hid:auto` or
   * `hid:VID:PID[:SERIAL]`, `tcp:HOST:PORT`, `virtual`,
   * `folder` (labels as PDF files), for printers also `usb:auto`, `usb:/dev/usb/lp0`, `queue:NAME`, with
   * `?language=zpl|epl|tspl|escpos|pdf&dpi=203&size=4x6&turn=0&status=on`; null takes the device away.
   */
  'device:set': {
    takes: z.object({ role: deviceRole, address: z.string().max(300).nullable() }),
    gives: nothing,
  },
  /**
   * Finds out how the scale at `serial:PATH` speaks: listens, then sends harmless requests, up to half a minute in all.
   * `found` is the address to set it up with, or null; `sent` is every request that was put to the device.
   */
  'device:find-scale': {
    takes: z.object({ address: z.string().max(300) }),
    gives: z.object({
      found: z.string().nullable(),
      say: z.string(),
      sent: z.array(z.object({ line: z.string(), hex: z.string() })),
    }),
  },
  /** Tries a device out: prints a test label, or says what the scanner or scale gave last. */
  'device:try': { takes: z.object({ role: deviceRole }), gives: z.object({ say: z.string() }) },

  'setup:state': {
    takes: nothing,
    gives: z.object({
      isTraining: z.boolean(),
      storeUrl: z.string().nullable(),
      apiVersion: z.enum(['2026-07', '2.0']),
      hasToken: z.boolean(),
      /** What the station speaks for its store with; `reauthorise`: a sign-in that the store takes no more. */
      access: z.enum(['none', 'token', 'signed-in', 'reauthorise']),
      isSignedOut: z.boolean(),
      /** The registered program of the sign-in that is kept, so that it need not be typed again. */
      program: z.object({ clientId: z.string(), port: z.int() }).nullable(),
      keychain: z.enum(['ready', 'locked', 'missing']),
      outlet: place.nullable(),
      outlets: z.array(place),
      gs1Prefix: z.string().nullable(),
      /** This station's part of every SSCC, 0 to 99; no two stations under one prefix may share it. */
      stationNumber: z.int().nullable(),
      printRoutes,
      /** The webhook relay this station asks for hints; null where it only polls. */
      relay: relayView.nullable(),
      theme,
      volume: z.number(),
      profileFolder: z.string(),
    }),
  },
  /** Asks the store without changing anything here. */
  'setup:test-store': {
    takes: z.object({
      url: z.string().max(300),
      token: z.string().max(4000),
      apiVersion: z.enum(['2026-07', '2.0']).default('2026-07'),
    }),
    gives: testedStore,
  },
  /** Leaves training and connects this profile to a store; the token goes to the keychain. */
  'setup:connect': {
    takes: z.object({
      url: z.string().max(300),
      token: z.string().max(4000),
      apiVersion: z.enum(['2026-07', '2.0']).default('2026-07'),
      outletId: z.string(),
    }),
    gives: nothing,
  },
  'setup:outlet': { takes: z.object({ outletId: z.string() }), gives: nothing },
  /** The outlet's GS1 company prefix (7 to 10 digits) for SSCC labels, with this station's own number; null: internal numbers. */
  'setup:gs1-prefix': {
    takes: z.object({
      prefix: z.string().max(12).nullable(),
      stationNumber: z.int().min(0).max(99).nullable().default(null),
    }),
    gives: nothing,
  },
  /** Asks a relay for hints from now on, once it answered; `url` null: polls only. The token goes to the keychain. */
  'setup:relay': {
    takes: z.object({ url: z.string().max(300).nullable(), token: z.string().max(4000).default('') }),
    gives: nothing,
  },
  /** Which document goes to which printer, and whether the other one stands in. */
  'setup:print-routes': { takes: printRoutes, gives: nothing },
  'setup:look': {
    takes: z.object({
      theme: theme.optional(),
      volume: z.number().min(0).max(1).optional(),
    }),
    gives: nothing,
  },
}
