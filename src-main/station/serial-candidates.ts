/**
 * The serial ports of this machine that have a device behind them, as addresses and a line to choose by. The system
 * also lists ports that are only soldered on: those are left out.
 */
export async function serialCandidates(): Promise<{ address: string; say: string }[]> {
  const { SerialPort } = await import('serialport')
  const ports = await SerialPort.list()
  return ports
    .filter(
      (port) => port.vendorId !== undefined || port.manufacturer !== undefined || port.path.startsWith('COM'),
    )
    .map((port) => ({
      address: `serial:${port.path}`,
      say: `${port.manufacturer ?? 'Serial device'} at ${port.path}`,
    }))
}
