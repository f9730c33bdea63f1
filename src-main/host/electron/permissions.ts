import type { Session } from 'electron'
import type { Log } from '../../log/log.ts'
import { isPermitted } from '../policy.ts'

/** Both the request and the check are answered by the policy; devices are refused to pages whatever they ask. */
export function guardPermissions(session: Session, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    const isAllowed = isPermitted(permission)
    if (!isAllowed) log.warn('permission-refused', { permission })
    callback(isAllowed)
  })
  session.setPermissionCheckHandler((_contents, permission) => isPermitted(permission))
  session.setDevicePermissionHandler(() => false)
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }))
}
