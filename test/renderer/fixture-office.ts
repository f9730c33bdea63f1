import type { Ask } from '../../src-shared/contract/contract.ts'
import { usualRoutes } from '../../src-shared/model/print-route.ts'
import { explainedTea, reconcileState } from './fixture-compare.ts'
import * as desks from './fixture-desks.ts'
import { fixtureDay, fixtureHealth, fixtureStory } from './fixture-health.ts'

const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** Sync, devices, set-up and the virtual bench, standing still. */
export function fixtureOffice(): (ask: Ask) => unknown {
  const { ago, frame, places } = desks
  return (ask) => {
    switch (ask) {
      case 'sync:screen':
        return {
          line: frame().sync,
          entries: [
            {
              id: 'e1',
              consignmentId: 'c-pack',
              code: 'TR-STO-202611-000123-45',
              what: 'Create the transfer',
              state: 'pending',
              local: 'packing',
              remote: null,
              since: ago(40_000),
              nextTryAt: ago(-20_000),
              tries: 0,
              lastAnswer: null,
              advice: null,
              hasQuestion: false,
              traceId: null,
            },
            {
              id: 'e2',
              consignmentId: 'c-receive',
              code: 'TR-STO-202611-000124-12',
              what: 'Mark as received',
              state: 'parked',
              local: 'received',
              remote: 'SENT',
              since: ago(9_000_000),
              nextTryAt: null,
              tries: 8,
              lastAnswer: 'Lightspeed says: product is not active',
              advice: 'Make the product active at Lightspeed, then press Retry.',
              hasQuestion: false,
              traceId: 'req_20261122_110000_0123456789abcdef',
            },
            {
              id: 'e3',
              consignmentId: 'c-done',
              code: 'TR-STO-202611-000101-31',
              what: 'Received so far',
              state: 'parked',
              local: 'partial',
              remote: 'DISPATCHED',
              since: ago(600_000),
              nextTryAt: null,
              tries: 0,
              lastAnswer: 'Both sides have counted it.',
              advice: 'Settle it under Differences.',
              hasQuestion: true,
              traceId: null,
            },
          ],
          conflicts: [
            {
              id: 'k1',
              consignmentId: 'c-done',
              code: 'TR-STO-202611-000101-31',
              raisedAt: ago(600_000),
              here: 'Black tea 250 g: 15 counted in all; Tea cup, glazed: 4 counted in all',
              there:
                'Black tea 250 g: 12 received, 10 when both last agreed; Tea cup, glazed: 6 received, 0 when both last agreed',
              choices: [
                {
                  choice: 'add-theirs',
                  say: 'Both are right: make it 17 × Black tea 250 g, 10 × Tea cup, glazed',
                },
                {
                  choice: 'ours-is-all',
                  say: 'Only our count is right: set it to 15 × Black tea 250 g, 4 × Tea cup, glazed',
                },
                {
                  choice: 'theirs-is-all',
                  say: 'Lightspeed is right: make it 12 × Black tea 250 g, 6 × Tea cup, glazed here too',
                },
                { choice: 'try-again', say: 'It is put right in Lightspeed: try again' },
              ],
            },
          ],
          feeds: [
            {
              name: 'products',
              rows: 128_400,
              isFirstPull: true,
              isRunning: true,
              lastPulledAt: null,
              lastProblem: null,
            },
            {
              name: 'consignments',
              rows: 24_010,
              isFirstPull: false,
              isRunning: false,
              lastPulledAt: ago(30_000),
              lastProblem: null,
            },
            {
              name: 'stock',
              rows: 301_200,
              isFirstPull: false,
              isRunning: false,
              lastPulledAt: ago(90_000),
              lastProblem: 'Timed out; trying again in 1 min',
            },
          ],
          allowance: { limit: 950, remaining: 612, resetsAt: ago(-120_000) },
        }
      case 'sync:health':
        return fixtureHealth(ago(1_000))
      case 'sync:chart':
        return { points: fixtureDay(ago) }
      case 'sync:story':
        return fixtureStory(ago)
      case 'reconcile:state':
        return reconcileState()
      case 'product:explain':
        return explainedTea()
      case 'device:list':
        return frame().devices
      case 'device:candidates':
        return [
          {
            address: 'virtual',
            say: 'The virtual device of training',
            roles: ['scanner', 'scale', 'printer'],
            wrongMode: null,
          },
          {
            address: 'serial:/dev/ttyUSB0',
            say: 'USB serial adapter on /dev/ttyUSB0',
            roles: ['scanner', 'scale'],
            wrongMode: null,
          },
          {
            address: 'hid:0c2e:0b6a',
            say: 'USB scanner Honeywell Vuquest',
            roles: ['scanner'],
            wrongMode: null,
          },
          {
            address: 'hid:auto',
            say: 'Honeywell Voyager 1450g, typing as a keyboard',
            roles: ['scanner'],
            wrongMode: {
              say: 'The Honeywell Voyager 1450g works as a keyboard. Scan the setup code "USB HID POS" in its manual.',
              codePngBase64: onePixel,
            },
          },
        ]
      case 'device:test-code':
        return { text: '0123456789-ABCabc]~', pngBase64: onePixel }
      case 'device:find-scale':
        return {
          found: 'serial:/dev/ttyUSB0?baud=9600&line=7E1&protocol=toledo-8217&unit=kg',
          say: 'A scale answers: Toledo 8217, 9600 7E1.',
          sent: [
            { line: '9600 8N1', hex: '05' },
            { line: '9600 7E1', hex: '57' },
          ],
        }
      case 'device:try':
        return { say: 'The last code read was 9400000000015.' }
      case 'setup:state':
        return {
          isTraining: true,
          storeUrl: null,
          apiVersion: '2026-07',
          hasToken: false,
          access: 'none',
          isSignedOut: false,
          program: null,
          keychain: 'ready',
          outlet: places[0],
          outlets: places,
          gs1Prefix: null,
          stationNumber: null,
          printRoutes: usualRoutes,
          relay: null,
          theme: 'light',
          volume: 0.5,
          profileFolder: '/home/bench/.station',
        }
      case 'label:product':
        return { jobId: 'job-1' }
      case 'label:product-jobs':
        return []
      case 'setup:sign-in-state':
        return { is: 'idle' }
      case 'training:state':
        return {
          devices: [
            { role: 'scanner', isPluggedIn: true },
            { role: 'scale', isPluggedIn: true },
            { role: 'printer', isPluggedIn: false },
          ],
          grams: 4320,
          isMoving: false,
          isNetworkUp: true,
          printer: 'ready',
          labels: [],
          storePage: 'http://127.0.0.1:4000/',
        }
      case 'training:store':
        return { say: 'A transfer from Ponsonby is on its way.' }
      case 'training:weigh-box':
        return { grams: 4312 }
      default:
        return {}
    }
  }
}
