import type { Alert } from '../../src-shared/model/health.ts'
import { Icon } from '../part/icon.tsx'
import { hashOf } from '../route.ts'

/** Something about sync that is not as it should be and the line in the frame does not say; leads to the figures. */
export function AlertBand({ alert }: { readonly alert: Alert }) {
  return (
    <a className={`alert-band is-${alert.level}`} href={hashOf({ screen: 'sync', id: null })}>
      <Icon name={alert.level === 'bad' ? 'cross' : 'triangle'} size={20} />
      <span role="status">
        <strong>{alert.say}</strong> {alert.next}
      </span>
    </a>
  )
}
