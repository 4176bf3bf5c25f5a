import { RequestMethod, Routes } from 'discord.js'
import type { Instant } from '../policy/calendar.ts'
import type { Api } from './delivery/api.ts'

/** What Discord says the time is, by the `Date` of an answer, to the second (K5); null while it does not answer. */
export async function discordTime(api: Api): Promise<Instant | null> {
  const answer = await api.attempt<string | null>(async () => {
    const response = await api.rest.queueRequest({ fullRoute: Routes.user(), method: RequestMethod.Get })
    await response.arrayBuffer()
    return response.headers.get('date')
  })
  const ms = answer.ok ? Date.parse(answer.value ?? '') : Number.NaN
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}
