import type { Handlers } from '../host/door.ts'
import type { Doctor } from './doctor.ts'

type DoctorHandlers = Pick<Handlers, Extract<keyof Handlers, `doctor:${string}`>>

/** The requests of the Devices screen that try devices out and look for faults. */
export function doctorHandlers(doctor: Doctor): DoctorHandlers {
  return {
    'doctor:look': ({ role, sees }) => doctor.look(role, sees),
    'doctor:scan': ({ scanId }) => doctor.scan(scanId),
    'doctor:record': ({ isOn }) => {
      doctor.record(isOn)
      return {}
    },
    'doctor:forget': () => {
      doctor.forget()
      return {}
    },
    'doctor:traffic': ({ isFull }) => doctor.traffic(isFull),
    'doctor:save-traffic': ({ isFull }) => doctor.saveTraffic(isFull),
    'doctor:replay': ({ text }) => doctor.replay(text),
  }
}
