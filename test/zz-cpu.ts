import { appendFileSync, readFileSync } from 'node:fs'
import { afterAll, expect } from 'vitest'
const path = readFileSync('/proc/self/cgroup','utf8').split('\n').find(l=>l.includes('cpuacct'))!.split(':')[2]
const cg = () => Number(readFileSync(`/sys/fs/cgroup/cpuacct${path}/cpuacct.usage`,'utf8'))/1e9
let start = cg(), own = process.cpuUsage()
appendFileSync('/tmp/pg/cpu.out', `setup ${start.toFixed(2)}\n`)
afterAll(() => { const u = process.cpuUsage(own); appendFileSync('/tmp/pg/cpu.out', `${(cg()-start).toFixed(2)} own ${((u.user+u.system)/1e6).toFixed(2)} ${expect.getState().testPath}\n`) })
