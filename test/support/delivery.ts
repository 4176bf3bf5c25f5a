import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Effect, EffectRequest } from '../../src/casework/effects.ts'
import type { Clp } from '../../src/casework/ports.ts'
import { type Api, openApi } from '../../src/discord/delivery/api.ts'
import { type PracticeDiscord, startPracticeDiscord } from '../../src/practice/discord/practice-discord.ts'
import { makeSmallClp, type SmallClp } from '../../src/practice/small-clp.ts'
import { loadConfig } from '../../src/runtime/config.ts'
import { registerReader } from '../../src/storage/register-reader.ts'
import { storeOf } from '../../src/storage/store.ts'
import { transactionsOn } from '../../src/storage/transactions.ts'
import { upkeep } from '../../src/storage/upkeep.ts'
import { KEY, tempRegister } from './temp-register.ts'

/** The delivery side alone, on a practice Discord and a register of its own. */
export interface Delivery {
  discord: PracticeDiscord
  small: SmallClp
  clp: Clp
  api: Api
  /** Where its register lies. */
  dataFolder: string
  /** Commits an effect and gives it as the outbox would take it up. */
  effect(request: EffectRequest): Promise<Effect>
  /** The effect as it stands; undefined once it is done or given up. */
  again(effect: Effect): Promise<Effect | undefined>
}

/** Starts one at 09:30 on 2 March 2026, or when said; it ends with the test. */
export async function startDelivery(start = '2026-03-02T09:30:00.000Z'): Promise<Delivery> {
  const discord = await startPracticeDiscord({ start })
  onTestFinished(() => discord.close())
  const small = makeSmallClp(discord)
  const api = openApi({ token: small.bot.token, apiUrl: discord.apiUrl })
  const { db, path } = await tempRegister()
  const config = loadConfig(join(import.meta.dirname, '../../config'))
  if (!config.ok) throw new Error(config.problems.join('\n'))
  const clock = { now: () => discord.clock.now().toISOString() }
  const clp: Clp = {
    serverId: small.guild,
    config: config.config,
    clock,
    randomId: () => randomBytes(25).toString('hex').slice(0, 25),
    register: registerReader(path, KEY, clock),
    upkeep: upkeep(db, path, KEY, transactionsOn(db).repeatable),
    transact: (work) => db.transaction().execute((trx) => work(storeOf(trx))),
    appId: () => '100000000000000001',
    ownerId: () => small.owner,
  }
  return {
    discord,
    small,
    clp,
    api,
    dataFolder: dirname(path),
    async effect(request) {
      await clp.transact((s) => s.addEffect(request, clock.now(), clock.now()))
      return (await clp.transact((s) => s.openEffects())).at(-1) as Effect
    },
    again: (effect) => clp.transact((s) => s.effect(effect.id)),
  }
}

/** Discord has the next message, and something happens before its answer is there. */
export const meanwhile = (d: Delivery, call: () => Promise<void>): void =>
  void d.discord.faults.add({
    match: { method: 'POST', path: /messages$/ },
    when: 'after',
    do: { call },
  })
