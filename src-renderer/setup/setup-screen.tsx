import { RulesCard } from '../approve/rules-card.tsx'
import { FailureNote } from '../part/failure-note.tsx'
import { useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { ConnectCard } from './connect-card.tsx'
import { CopiesCard } from './copies-card.tsx'
import { CountCard } from './count-card.tsx'
import { Gs1Card } from './gs1-card.tsx'
import { LookCard } from './look-card.tsx'
import { OrderCard } from './order-card.tsx'
import { OutletCard } from './outlet-card.tsx'
import { PackCard } from './pack-card.tsx'
import { PeopleCard } from './people-card.tsx'
import { PrintCard } from './print-card.tsx'
import { RelayCard } from './relay-card.tsx'

/** Everything that can be set, each in its own card; nothing is asked twice. */
export function SetupScreen() {
  const setup = useAsk('setup:state', {})
  if (setup.error) {
    return (
      <div className="screen-pad">
        <FailureNote failure={setup.error.failure} onRetry={() => void setup.refetch()} />
      </div>
    )
  }
  if (!setup.data) return <p className="screen-wait">{words.frame.opening}</p>
  return (
    <div className="screen-pad office">
      <h1>{words.setup.title}</h1>
      <div className="setup-cards">
        <div className="office-column">
          <ConnectCard setup={setup.data} />
          <PeopleCard />
          <PrintCard routes={setup.data.printRoutes} />
          <LookCard setup={setup.data} />
          <CopiesCard />
        </div>
        <div className="office-column">
          <OutletCard setup={setup.data} />
          <RulesCard />
          {!setup.data.isTraining && <RelayCard setup={setup.data} />}
          <OrderCard />
          <PackCard />
          <CountCard />
          <Gs1Card key={`${setup.data.gs1Prefix} ${setup.data.stationNumber}`} setup={setup.data} />
        </div>
      </div>
      <p className="muted">
        {words.setup.profile} <span className="code">{setup.data.profileFolder}</span>
      </p>
    </div>
  )
}
