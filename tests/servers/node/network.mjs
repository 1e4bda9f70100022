// The AT Protocol development network in one process. Says one line of JSON when it is ready, and one for each line
// it is told: `settle` waits until everything that was written has been seen by all. Ends when its input ends.
import { createInterface } from 'node:readline'
import { TestNetwork } from '@atproto/dev-env'

const say = (fact) => process.stdout.write(`${JSON.stringify(fact)}\n`)
const [plc, pds, bsky, ozone] = process.env.AT_PORTS.split(',').map(Number)

const network = await TestNetwork.create({
  dbPostgresSchema: 'at',
  plc: { port: plc },
  pds: { port: pds, hostname: 'localhost', enableDidDocWithSession: true },
  bsky: { port: bsky, publicUrl: `http://localhost:${bsky}` },
  ozone: { port: ozone },
})

say({
  event: 'ready',
  plc: network.plc.url,
  pds: network.pds.url,
  appview: network.bsky.url,
  ozone: network.ozone.url,
  appviewDid: network.bsky.serverDid,
  ozoneDid: network.ozone.ctx.cfg.service.did,
})

// Nothing here outlives the process, so there is nothing to be put away.
process.on('SIGTERM', () => process.exit(0))

for await (const line of createInterface({ input: process.stdin })) {
  if (line !== 'settle') continue
  try {
    await network.processAll(60_000)
    say({ event: 'settled' })
  } catch (error) {
    say({ event: 'failed', why: String(error) })
  }
}
process.exit(0)
