import { StationError } from '../../src-shared/failure.ts'
import type { Handlers } from '../host/door.ts'
import type { Random } from '../random.ts'
import type { Secrets } from '../secret/secrets.ts'
import type { RelayAccess } from '../sync/hint-line.ts'
import type { Access } from './access.ts'
import { approvalHandlers } from './approval-handlers.ts'
import type { ConnectionDesk } from './connection.ts'
import { doctorHandlers } from './doctor-handlers.ts'
import { workHandlers } from './handlers.ts'
import { orderHandlers } from './order-handlers.ts'
import { reconcileHandlers } from './reconcile-handlers.ts'
import { recordHandlers } from './record-handlers.ts'
import { returnHandlers } from './return-handlers.ts'
import { setupHandlers } from './setup-handlers.ts'
import { signInHandlers } from './sign-in-handlers.ts'
import { staffHandlers } from './staff-handlers.ts'
import { syncHandlers } from './sync-handlers.ts'
import { type Training, trainingHandlers } from './training.ts'
import type { Workplace } from './workplace.ts'

/** What answers the requests of a place; those of the virtual bench refuse where a real store is connected. */
export function placeHandlers(
  workplace: Workplace,
  training: Training | null,
  wiring: {
    profileFolder: string
    relay: RelayAccess | null
    random: Random
    secrets: Secrets
    access: Access
    desk: ConnectionDesk
  },
): Handlers {
  return {
    ...workHandlers(workplace),
    ...orderHandlers(workplace),
    ...returnHandlers(workplace),
    ...syncHandlers(workplace),
    ...reconcileHandlers(workplace),
    ...recordHandlers(workplace),
    ...doctorHandlers(workplace.doctor),
    ...setupHandlers(workplace, {
      profileFolder: wiring.profileFolder,
      secrets: wiring.secrets,
      access: wiring.access,
      relay: wiring.relay,
      connectTo: wiring.desk.connect,
    }),
    ...signInHandlers(wiring.desk),
    ...staffHandlers(workplace, wiring.random),
    ...approvalHandlers(workplace),
    'frame:bring-back': async () => {
      await wiring.desk.bringBack()
      return {}
    },
    ...(training === null ? noTraining : playTraining(workplace, training)),
  }
}

function playTraining(workplace: Workplace, training: Training) {
  return trainingHandlers({
    training,
    bench: workplace.bench,
    preview: workplace.preview,
    paper: workplace.boxPaper,
    onChange: () => workplace.tell({ topic: 'changed', body: { what: 'training' } }),
    wakeFeeds: () => workplace.link()?.puller.wake('consignments', 'inventory'),
  })
}

function refuseTraining(): never {
  throw new StationError(
    'not-training',
    'This station is connected to a real store.',
    'There is no virtual bench here.',
  )
}

const noTraining = {
  'training:state': refuseTraining,
  'training:scan': refuseTraining,
  'training:weigh': refuseTraining,
  'training:weigh-box': refuseTraining,
  'training:plug': refuseTraining,
  'training:printer': refuseTraining,
  'training:network': refuseTraining,
  'training:store': refuseTraining,
}
