import { adjust } from '../approval/adjust.ts'
import * as decide from '../approval/decide.ts'
import { approvalDesk, changesSeen, inbox } from '../approval/inbox.ts'
import { setRules, showRules } from '../approval/rules.ts'
import { submit } from '../approval/submit.ts'
import { consignmentOrRefuse } from '../bench.ts'
import type { Handlers } from '../host/door.ts'
import type { Workplace } from './workplace.ts'

type ApprovalHandlers = Pick<Handlers, Extract<keyof Handlers, `approval:${string}`>>

/** What waits for approval, deciding it, and the rules of it. */
export function approvalHandlers({ bench, approvals, tell }: Workplace): ApprovalHandlers {
  return {
    'approval:inbox': () => inbox(bench),
    'approval:of': ({ consignmentId }) =>
      approvalDesk(bench, consignmentOrRefuse(bench.store, consignmentId)),
    'approval:submit': (taken) => submit(bench, approvals, taken),
    'approval:approve': (taken) => decide.approve(bench, approvals, taken),
    'approval:approve-several': (taken) => decide.approveSeveral(bench, approvals, taken),
    'approval:adjust': (taken) => adjust(bench, approvals, taken),
    'approval:changes-seen': (taken) => changesSeen(bench, taken),
    'approval:reject': (taken) => decide.reject(bench, taken),
    'approval:ask-changes': (taken) => decide.askChanges(bench, taken),
    'approval:withdraw': (taken) => decide.withdraw(bench, taken),
    'approval:delegate': (taken) => decide.delegate(bench, taken),
    'approval:override': (taken) => decide.override(bench, approvals, taken),
    'approval:rules': () => showRules(bench),
    'approval:set-rules': (rules) => {
      setRules(bench, rules)
      tell({ topic: 'changed', body: { what: 'approvals' } })
      return {}
    },
  }
}
