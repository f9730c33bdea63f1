import type { Action } from '../rule/rights.ts'
import type { Ask } from './contract.ts'

/**
 * Where the thing a request is about stands: at either end of its consignment, at the end it leaves from or comes to, at
 * this station, or nowhere in particular.
 */
export type RequestAt = 'source' | 'destination' | 'either' | 'station' | 'nowhere'

/**
 * What a request needs. `anybody`: it is answered also while nobody is signed in, because a screen needs it to let
 * somebody sign in, or because it looks after itself (`desk:scan` refuses a scan at a locked station and keeps that).
 */
export type RequestNeed = { is: 'anybody' } | { is: 'person'; action: Action; at: RequestAt }

const anybody: RequestNeed = { is: 'anybody' }
const needs = (action: Action, at: RequestAt = 'nowhere'): RequestNeed => ({ is: 'person', action, at })

/** Every request of the contract: one that is not here does not compile. */
export const requestNeeds: Readonly<Record<Ask, RequestNeed>> = {
  'staff:state': anybody,
  'staff:sign-in': anybody,
  'staff:lock': anybody,
  'staff:touch': anybody,
  'staff:first': anybody,
  // A manager who lets somebody try again has to see the list.
  'staff:people': needs('unlock-person'),
  'staff:add': needs('people'),
  'staff:change': needs('people'),
  'staff:set-pin': needs('people'),
  'staff:learn-badge': needs('people'),
  'staff:drop-badge': needs('people'),
  'staff:set-active': needs('people'),
  'staff:unlock': needs('unlock-person'),
  'staff:rules': needs('settings'),

  'frame:state': anybody,
  'frame:notice-seen': needs('look'),
  'frame:bring-back': needs('settings'),
  'scale:read': needs('look'),
  'desk:scan': anybody,
  'desk:show': needs('look'),
  'desk:where': needs('look'),
  'desk:took': needs('look'),
  'desk:times': needs('see-consignment', 'either'),

  'work:list': needs('look'),
  'outlet:list': needs('look'),
  'product:search': needs('look'),
  'product:explain': needs('look'),
  'transfer:create': needs('create', 'station'),
  'transfer:plan': needs('edit-draft', 'source'),
  'transfer:release': needs('edit-draft', 'source'),
  'consignment:history': needs('see-consignment', 'either'),
  'consignment:cancel': needs('cancel-before-sent', 'either'),

  'approval:inbox': needs('look'),
  'approval:of': needs('see-consignment', 'either'),
  'approval:submit': needs('edit-draft', 'either'),
  'approval:withdraw': needs('edit-draft', 'either'),
  'approval:approve': needs('approve'),
  'approval:approve-several': needs('approve'),
  'approval:reject': needs('approve'),
  'approval:ask-changes': needs('approve'),
  'approval:delegate': needs('approve'),
  'approval:override': needs('approve'),
  'approval:rules': needs('look'),
  'approval:set-rules': needs('settings'),
  'order:list': needs('look'),
  'supplier:list': needs('look'),
  'order:create': needs('create', 'station'),
  'order:open': needs('see-consignment', 'destination'),
  'order:line': needs('edit-draft', 'destination'),
  'order:cost': needs('edit-draft', 'destination'),
  'order:add': needs('edit-draft', 'destination'),
  'order:code': needs('edit-draft', 'destination'),
  'order:head': needs('edit-draft', 'destination'),

  'pack:open': needs('see-consignment', 'either'),
  'pack:change': needs('pack', 'source'),
  'pack:take': needs('pack', 'source'),
  'pack:undo': needs('pack', 'source'),
  'pack:plan-seen': needs('pack', 'source'),
  'pack:new-box': needs('pack', 'source'),
  'pack:use-box': needs('pack', 'source'),
  'pack:box-size': needs('pack', 'source'),
  'pack:remove-box': needs('pack', 'source'),
  'pack:move': needs('pack', 'source'),
  'pack:seal': needs('pack', 'source'),
  'pack:unseal': needs('pack', 'source'),
  'pack:label-preview': needs('see-consignment', 'either'),
  'pack:print-label': needs('pack', 'source'),
  'pack:label-came-out': needs('pack', 'source'),
  'pack:packed': needs('pack', 'source'),
  'pack:reopen': needs('pack', 'source'),
  'pack:send': needs('send', 'source'),
  'pack:slip': needs('see-consignment', 'either'),

  'receive:open': needs('see-consignment', 'either'),
  'receive:change': needs('receive', 'destination'),
  'receive:note': needs('receive', 'destination'),
  'receive:all': needs('receive', 'destination'),
  'receive:box': needs('receive', 'destination'),
  'receive:take': needs('receive', 'destination'),
  'receive:unlisted': needs('receive', 'destination'),
  'receive:undo': needs('receive', 'destination'),
  'receive:stop': needs('receive', 'destination'),
  'receive:close': needs('receive', 'destination'),
  'receive:discard': needs('receive', 'destination'),

  'label:product': needs('label'),
  'label:product-jobs': needs('look'),
  'label:product-came-out': needs('label'),
  'label:drop-product': needs('label'),

  'sync:screen': needs('look'),
  'sync:health': needs('look'),
  'sync:chart': needs('look'),
  'sync:story': needs('see-consignment', 'either'),
  'sync:now': needs('look'),
  'sync:retry': needs('retry'),
  'sync:retry-cause': needs('retry'),
  'sync:discard': needs('retry'),
  'sync:settle': needs('settle'),
  'support:bundle': needs('care'),
  'reconcile:state': needs('look'),
  'reconcile:start': needs('settle'),
  'reconcile:cancel': needs('settle'),
  'reconcile:settle': needs('settle'),

  'device:list': needs('look'),
  'device:test-code': needs('look'),
  'device:candidates': needs('care'),
  'device:set': needs('care'),
  'device:find-scale': needs('care'),
  // A scanner, scale or printer that seems dead is tried by whoever stands before it.
  'device:try': needs('look'),
  'doctor:look': needs('look'),
  'doctor:scan': needs('look'),
  'doctor:record': needs('care'),
  'doctor:forget': needs('care'),
  'doctor:traffic': needs('care'),
  'doctor:save-traffic': needs('care'),
  'doctor:replay': needs('care'),

  'setup:state': needs('look'),
  'setup:look': needs('look'),
  'setup:test-store': needs('keys'),
  'setup:connect': needs('keys'),
  'setup:sign-in': needs('keys'),
  'setup:sign-in-state': needs('keys'),
  'setup:sign-in-cancel': needs('keys'),
  'setup:sign-in-connect': needs('keys'),
  'setup:sign-out': needs('keys'),
  'setup:outlet': needs('settings'),
  'setup:gs1-prefix': needs('settings'),
  'setup:relay': needs('keys'),
  'setup:print-routes': needs('settings'),

  'training:state': needs('look'),
  'training:scan': needs('look'),
  'training:weigh': needs('look'),
  'training:weigh-box': needs('look'),
  'training:plug': needs('look'),
  'training:printer': needs('look'),
  'training:network': needs('look'),
  'training:store': needs('look'),
}
