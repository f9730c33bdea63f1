import { useState } from 'react'
import type { Gives } from '../../src-shared/contract/contract.ts'
import type { PersonView } from '../../src-shared/model/staff.ts'
import { type PersonRole, rightOf } from '../../src-shared/rule/rights.ts'
import { ActButton } from '../part/act-button.tsx'
import { FailureNote, FailureOf } from '../part/failure-note.tsx'
import { ReasonForm } from '../part/reason-form.tsx'
import { hashOf } from '../route.ts'
import { useActs, useAsk } from '../station.tsx'
import { words } from '../words.ts'
import { FirstPerson } from './first-person.tsx'
import { OverrideCard } from './override-card.tsx'
import { AddPerson, ChangePerson, NewPin } from './person-form.tsx'
import { StaffRulesForm } from './staff-rules-form.tsx'

/** Who works here. Only those who may set up people see more than a sentence. */
export function PeopleCard() {
  const state = useAsk('staff:state', {})
  const w = words.staff
  if (state.data === undefined || state.data.is === 'locked') return null
  const role = state.data.is === 'on' ? state.data.person.role : null
  return (
    <section className="card side-card people" aria-label={w.people}>
      <h2>{w.people}</h2>
      {role === null ? (
        <FirstPerson />
      ) : rightOf(role, 'unlock-person') === 'no' ? (
        <p className="muted">{w.onlyAdministrators}</p>
      ) : (
        <People maySetUp={rightOf(role, 'people') === 'yes'} />
      )}
      {state.data.is === 'on' && rightOf(state.data.person.role, 'issue-override') === 'yes' && (
        <OverrideCard me={state.data.person.id} people={state.data.people} />
      )}
    </section>
  )
}

function People({ maySetUp }: { readonly maySetUp: boolean }) {
  const list = useAsk('staff:people', {})
  const [open, setOpen] = useState<string | null>(null)
  const w = words.staff
  if (list.error) return <FailureNote failure={list.error.failure} onRetry={() => void list.refetch()} />
  if (!list.data) return <p className="muted">{words.frame.opening}</p>
  const { people } = list.data
  return (
    <>
      <ul className="people-list" aria-label={w.people}>
        {people.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            list={list.data}
            maySetUp={maySetUp}
            isOpen={open === person.id}
            onOpen={(isOpen) => setOpen(isOpen ? person.id : null)}
          />
        ))}
      </ul>
      {!maySetUp && <p className="muted">{w.onlyAdministrators}</p>}
      {maySetUp && open === 'new' && <AddPerson list={list.data} onDone={() => setOpen(null)} />}
      {maySetUp && open !== 'new' && (
        <span className="reason-acts">
          <ActButton icon="plus" onClick={() => setOpen('new')}>
            {w.add}
          </ActButton>
        </span>
      )}
      {maySetUp && <StaffRulesForm rules={list.data.rules} />}
    </>
  )
}

type PersonRowProps = {
  readonly person: PersonView
  readonly list: Gives<'staff:people'>
  readonly maySetUp: boolean
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
}

function PersonRow({ person, list, maySetUp, isOpen, onOpen }: PersonRowProps) {
  const acts = useActs()
  const w = words.staff
  const outlets = list.outlets.filter(({ id }) => person.outletIds.includes(id)).map(({ name }) => name)
  const marks = [
    person.isActive ? null : w.left,
    person.isLockedOut ? w.lockedOut : null,
    person.hasPin ? null : w.noPin,
    person.hasBadge ? w.hasBadge : null,
  ].filter((mark) => mark !== null)
  return (
    <li className={person.isActive ? 'person-row' : 'person-row has-left'}>
      <div className="person-row-head">
        <div className="entry-main">
          <strong>{person.name}</strong>
          <p className="muted">
            {[w.roles[person.role], outletsSay(person.role, outlets.join(', ')), ...marks]
              .filter((part) => part !== null)
              .join(' · ')}
          </p>
        </div>
        {person.isLockedOut && (
          <ActButton onClick={() => void acts.act(person.id, 'staff:unlock', { personId: person.id })}>
            {w.unlock}
          </ActButton>
        )}
        {maySetUp && (
          <ActButton
            kind="quiet"
            isPressed={isOpen}
            label={`${w.edit}: ${person.name}`}
            onClick={() => onOpen(!isOpen)}
          >
            {w.edit}
          </ActButton>
        )}
      </div>
      <FailureOf acts={acts} where={person.id} />
      {maySetUp && isOpen && (
        <div className="person-more">
          <a className="link" href={hashOf({ screen: 'record', id: `person:${person.id}` })}>
            {words.record.did}
          </a>
          <ChangePerson person={person} list={list} onDone={() => onOpen(false)} />
          <NewPin personId={person.id} />
          <Badge person={person} isLearning={list.badgeFor === person.id} />
          <span className="reason-acts">
            <ActButton
              kind={person.isActive ? 'danger' : 'plain'}
              onClick={() =>
                void acts.act(person.id, 'staff:set-active', {
                  personId: person.id,
                  isActive: !person.isActive,
                })
              }
            >
              {person.isActive ? w.leave : w.comeBack}
            </ActButton>
          </span>
          {!person.isActive && (
            <ReasonForm
              open={w.erase}
              ask={w.eraseReason}
              go={w.eraseGo}
              onReason={(reason) => acts.act(person.id, 'staff:erase-name', { personId: person.id, reason })}
            />
          )}
        </div>
      )}
    </li>
  )
}

/** An assistant works at the outlets chosen, and reads their record; a store manager works anywhere. */
function outletsSay(role: PersonRole, outlets: string): string | null {
  const w = words.staff
  if (role === 'SA') return outlets || w.noOutlets
  if (rightOf(role, 'see-audit') !== 'own') return null
  return w.readsRecordOf(outlets || w.noOutlets)
}

function Badge({ person, isLearning }: { readonly person: PersonView; readonly isLearning: boolean }) {
  const acts = useActs()
  const w = words.staff
  const learn = (personId: string | null) => void acts.act('badge', 'staff:learn-badge', { personId })
  return (
    <>
      {isLearning && (
        <p role="status">
          <strong>{w.learning(person.name)}</strong>
        </p>
      )}
      <FailureOf acts={acts} where="badge" />
      <span className="reason-acts">
        <ActButton icon="scanner" onClick={() => learn(isLearning ? null : person.id)}>
          {isLearning ? w.stopLearning : w.learnBadge}
        </ActButton>
        {person.hasBadge && (
          <ActButton
            kind="quiet"
            onClick={() => void acts.act('badge', 'staff:drop-badge', { personId: person.id })}
          >
            {w.dropBadge}
          </ActButton>
        )}
      </span>
    </>
  )
}
