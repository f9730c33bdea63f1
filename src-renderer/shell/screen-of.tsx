import type { FrameState } from '../../src-shared/contract/bench.ts'
import { ApproveScreen } from '../approve/approve-screen.tsx'
import { CountScreen } from '../count/count-screen.tsx'
import { NewCount } from '../count/new-count.tsx'
import { PickCount } from '../count/pick-count.tsx'
import { DeviceScreen } from '../device/device-screen.tsx'
import { NewOrder } from '../order/new-order.tsx'
import { OrderList } from '../order/order-list.tsx'
import { OrderScreen } from '../order/order-screen.tsx'
import { PackScreen } from '../pack/pack-screen.tsx'
import { ReceiveScreen } from '../receive/receive-screen.tsx'
import { RecordScreen } from '../record/record-screen.tsx'
import { NewReturn } from '../return/new-return.tsx'
import { ReturnScreen } from '../return/return-screen.tsx'
import type { Route } from '../route.ts'
import { SetupScreen } from '../setup/setup-screen.tsx'
import { ExplainScreen } from '../sync/explain-product.tsx'
import { SyncScreen } from '../sync/sync-screen.tsx'
import { NewTransfer } from '../work/new-transfer.tsx'
import { PickScreen } from '../work/pick-screen.tsx'
import { WorkScreen } from '../work/work-screen.tsx'

/** The key makes each consignment's desk start afresh. */
export function ScreenOf({ route, frame }: { readonly route: Route; readonly frame: FrameState }) {
  const outletId = frame.outlet?.id ?? null
  switch (route.screen) {
    case 'work':
      return <WorkScreen outletId={outletId} />
    case 'new':
      return <NewTransfer outlet={frame.outlet} />
    case 'pack':
      if (route.id === null) return <PickScreen lane="toPack" outletId={outletId} />
      return <PackScreen key={route.id} consignmentId={route.id} />
    case 'receive':
      if (route.id === null) return <PickScreen lane="toReceive" outletId={outletId} />
      return <ReceiveScreen key={route.id} consignmentId={route.id} />
    case 'order':
      if (route.id === null) return <OrderList />
      if (route.id === 'new') return <NewOrder outlet={frame.outlet} />
      return <OrderScreen key={route.id} consignmentId={route.id} />
    case 'return':
      if (route.id === null) return <NewReturn outlet={frame.outlet} />
      return <ReturnScreen key={route.id} consignmentId={route.id} />
    case 'count':
      if (route.id === null) return <PickCount outletId={outletId} />
      if (route.id === 'new') return <NewCount outlet={frame.outlet} />
      return <CountScreen key={route.id} consignmentId={route.id} />
    case 'approve':
      return <ApproveScreen />
    case 'sync':
      return <SyncScreen part={route.id} />
    case 'explain':
      return <ExplainScreen productId={route.id} outlet={frame.outlet} />
    case 'record':
      return <RecordScreen key={route.id} about={route.id} outletId={outletId} />
    case 'devices':
      return <DeviceScreen />
    case 'setup':
      return <SetupScreen />
  }
}
