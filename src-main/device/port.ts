/**
 * A port moves bytes and knows nothing of what they mean. Every kind (serial, TCP, the in-memory pipe of a virtual
 * device) is opened the same way and is used once: after it was lost or closed it is thrown away and a new one opened.
 */
export type Port = {
  /** Hands bytes to the device. False, and nothing sent or kept for later, when the port is not open. */
  write(bytes: Uint8Array): boolean
  isOpen(): boolean
  /** Lets go of the device. May be called again; never reports `lost`. */
  close(): Promise<void>
}

/** What a port tells its owner. `lost` comes at most once, with a sentence for the person. */
export type PortEvents = {
  data(bytes: Uint8Array): void
  lost(why: string): void
}

/** Opens a port. Rejects with a {@link PortError} when the device is not there or will not be opened. */
export type OpenPort = (events: PortEvents) => Promise<Port>

/** Why a port could not be opened, as a sentence for the person. */
export class PortError extends Error {
  constructor(say: string, cause?: unknown) {
    super(say, cause === undefined ? undefined : { cause })
    this.name = 'PortError'
  }
}

/** The device is there and cannot be used as it is: in trouble, not absent. The sentence says what to do about it. */
export class PortTrouble extends PortError {
  constructor(say: string, cause?: unknown) {
    super(say, cause)
    this.name = 'PortTrouble'
  }
}
