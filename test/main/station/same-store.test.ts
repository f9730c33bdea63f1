import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { systemClock } from '../../../src-main/clock.ts'
import { isUntouched } from '../../../src-main/station/same-store.ts'
import { systemActor } from '../../../src-main/store/store.ts'
import { openFreshStore } from '../fresh-store.ts'

it.each(['token', 'sign-in', 'page'] as const)(
  'S18 a profile with a %s of a store is that store’s',
  (what) => {
    const folder = mkdtempSync(join(tmpdir(), 'same-store-'))
    const store = openFreshStore(folder, systemClock)
    try {
      expect(isUntouched(store)).toBe(true)
      const command = {
        kind: 'test:touch',
        actor: systemActor,
        subject: null,
        given: {},
        traceId: 'req_test',
      }
      store.write(command, () => {
        if (what === 'page') store.feeds.put({ ...store.feeds.get('outlets'), cursor: 7, rowCount: 2 })
        else store.secrets.put(`lightspeed-${what}`, new Uint8Array([1]))
      })
      expect(isUntouched(store)).toBe(false)
    } finally {
      store.close()
      rmSync(folder, { recursive: true })
    }
  },
)
