import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { measureFirstAnswers } from './first-answer.ts'
import { measureHistoryCost } from './history-cost.ts'
import { median, round, table } from './numbers.ts'
import { measurePageCost } from './page-cost.ts'
import { timeToReady } from './process-cost.ts'
import { measurePurgeCost } from './purge-cost.ts'
import { openStage } from './stage.ts'

const STARTS = 5

/** Start to ready of the bot and of the bare bot in turn, in real milliseconds. */
async function measureStarts(): Promise<{ ours: number; bare: number }> {
  const stage = await openStage()
  try {
    const sides = { ours: stage.ours(), bare: stage.bare() }
    const times = { ours: [] as number[], bare: [] as number[] }
    for (let i = 0; i < STARTS; i++)
      for (const side of ['ours', 'bare'] as const) {
        const { bot, ms } = await timeToReady(() => sides[side].start())
        await bot.stop()
        times[side].push(ms)
      }
    return { ours: Math.round(median(times.ours)), bare: Math.round(median(times.bare)) }
  } finally {
    await stage.close()
  }
}

const first = await measureFirstAnswers()
const startToReadyMs = await measureStarts()
const history = await measureHistoryCost()
const purge = await measurePurgeCost()
const page = await measurePageCost()
const answers = first.kinds.map((k) => ({
  ...k,
  ratio: { median: round(k.ours.median / k.bare.median), p99: round(k.ours.p99 / k.bare.p99) },
}))

const ms = (value: number) => value.toFixed(2)
console.log(`Time to first answer, ${first.atOnce} at a time, in milliseconds, beside a bare discord.js bot:`)
console.log(
  table([
    ['', 'median', 'bare', 'ratio', 'p99', 'bare', 'ratio', 'samples'],
    ...answers.map((a) => [
      a.kind,
      ms(a.ours.median),
      ms(a.bare.median),
      ms(a.ratio.median),
      ms(a.ours.p99),
      ms(a.bare.p99),
      ms(a.ratio.p99),
      String(a.ours.samples),
    ]),
  ]),
)
console.log(
  `\nPeak memory with ${first.cases} open cases: ${first.peakMemoryMiB.ours} MiB; the bare bot ${first.peakMemoryMiB.bare} MiB.`,
)
console.log(`Start to ready: ${startToReadyMs.ours} ms; the bare bot ${startToReadyMs.bare} ms.`)
console.log('\n/history by the number of entries in the register:')
console.log(table([['entries', 'median ms'], ...history.map((h) => [String(h.entries), ms(h.medianMs)])]))

console.log('\nThe daily deletion by the number of records that are due at once:')
console.log(
  table([
    ['records', 'ms', 'ms each', 'longest hold of the event loop, ms', 'of that computing, ms'],
    ...purge.map((p) => [
      String(p.records),
      String(p.ms),
      String(p.perRecordMs),
      ms(p.longestHoldMs),
      ms(p.longestComputedMs),
    ]),
  ]),
)

console.log(
  page === null
    ? '\nThe practice page was not measured: no Chromium was found.'
    : `\nThe practice page: ready after ${page.readyMs} ms, a press to its answer ${page.pressMs} ms (median), ${Math.round(page.bytes / 1000)} kB.`,
)

const results = join(import.meta.dirname, 'results')
mkdirSync(results, { recursive: true })
writeFileSync(
  join(results, 'latest.json'),
  `${JSON.stringify({ node: process.version, cores: availableParallelism(), answers, peakMemoryMiB: first.peakMemoryMiB, startToReadyMs, history, purge, page }, null, 2)}\n`,
)
