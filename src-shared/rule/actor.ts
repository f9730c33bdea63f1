import type { Role } from '../model/consignment.ts'

/** What a person may ask of the station. Moves between states have their own table besides: `transition.ts`. */
export const actions = [
  'create',
  'edit-draft',
  'pack',
  'receive',
  'send',
  'approve',
  'cancel-before-sent',
  'cancel-sent',
  'issue-override',
  'settings',
  'retry',
  'keys',
  'repair',
  'see-audit',
] as const
export type Action = (typeof actions)[number]

const permissions: Record<Action, readonly Role[]> = {
  create: ['SA', 'SM', 'OM', 'DI'],
  'edit-draft': ['SA', 'SM', 'OM', 'DI'],
  pack: ['SA', 'SM', 'OM', 'DI'],
  receive: ['SA', 'SM', 'OM', 'DI'],
  send: ['SA', 'SM', 'OM', 'DI'],
  approve: ['SM', 'OM', 'DI'],
  'cancel-before-sent': ['SM', 'OM', 'DI'],
  'cancel-sent': ['DI'],
  'issue-override': ['SM', 'OM', 'DI', 'AD'],
  settings: ['DI', 'AD'],
  retry: ['DI', 'AD'],
  keys: ['DI', 'AD'],
  repair: ['AD'],
  'see-audit': ['SA', 'SM', 'OM', 'DI', 'AD', 'FI'],
}

const ownOutletOnly: Partial<Record<Action, readonly Role[]>> = {
  'edit-draft': ['SA'],
  pack: ['SA'],
  receive: ['SA'],
  'see-audit': ['SA', 'SM'],
}

/** Whether a role may do this at all. Fails closed: a role or an action nobody wrote down may nothing. */
export function mayDo(role: string, action: string): boolean {
  if (!Object.hasOwn(permissions, action)) return false
  return (permissions[action as Action] as readonly string[]).includes(role)
}

/** Whether a role may do this only where the person belongs. True as well for what it may not do at all. */
export function onlyAtOwnOutlet(role: Role, action: Action): boolean {
  return !mayDo(role, action) || (ownOutletOnly[action]?.includes(role) ?? false)
}
