import type { Effect } from '../../casework/effects.ts'
import { recordLogPosted, recordLogTrouble } from '../../casework/log-channel.ts'
import { handBanText, mayBeAsked } from '../../casework/hand-bans.ts'
import { conflictIn, matterOf } from '../../casework/matter.ts'
import { inDm, taskPeople } from '../../casework/tasks.ts'
import { noteTold } from '../../casework/told-today.ts'
import type { SayHandler } from '../../outbox/handlers.ts'
import { buttons } from '../answer.ts'
import { linesIn, withoutLines } from '../../register/deleted.ts'
import { referencesIn, restrictLines } from '../../register/restricted.ts'
import { customId } from '../custom-id.ts'
import { taskButtons } from '../render/task.ts'
import type { Api } from './api.ts'
import { noteRestricted } from './restrict-log.ts'

/** True of what waits for the hours of writing to people: everything but a crisis, or somebody in danger (D9). */
const inHours = (e: Effect): boolean => (e.payload as { atOnce?: true }).atOnce !== true

/** Something told to one officer by DM. One that cannot be reached is left: their tasks wait in `/task list`. */
export const officerDm: SayHandler = {
  kind: 'say',
  inHours,
  prepare: async (clp, s, e) => {
    const { userId, text } = e.payload as { userId: string; text: string }
    const matter = e.target === 'clp' ? undefined : await matterOf(clp, s, e.target)
    // whoever has a part in it since is not told of it any more (A5)
    if (matter && conflictIn(userId, matter) !== undefined) return null
    return {
      to: { dm: userId },
      body: (mark) => ({ content: `${text}\n-# ${clp.config.policy.clp.name} · ${mark}` }),
    }
  },
  async delivered(clp, s, e) {
    const { userId } = e.payload as { userId: string }
    await noteTold(clp, s, userId, { ref: e.target })
  },
  refused: async () => 'give_up',
}

/** A task, told to each of those for whom it waits. */
export const taskAlert: SayHandler = {
  kind: 'say',
  inHours,
  async prepare(clp, s, e) {
    const { taskId, userId } = e.payload as { taskId: number; userId: string }
    const task = await s.task(taskId)
    // done by then, or no longer theirs: their office may have ended, or they have a part in the matter (A5, A8)
    if (!task || task.doneAt !== null || !(await taskPeople(clp, s, task)).includes(userId)) return null
    return {
      to: { dm: userId },
      body: (mark) => ({
        content: `**A task for you** (no. ${task.id})\n${inDm(task.text)}\n-# ${clp.config.policy.clp.name} · ${mark}`,
        components: taskButtons(clp.serverId, task),
      }),
    }
  },
  async delivered(clp, s, e) {
    const { taskId, userId } = e.payload as { taskId: number; userId: string }
    await noteTold(clp, s, userId, { task: taskId })
  },
  refused: async () => 'give_up',
}

/** Bans made or lifted by hand: the admins are asked what to do with them (G5). */
export const handBanAlert: SayHandler = {
  kind: 'say',
  inHours: true,
  async prepare(clp, s, e) {
    const { ids, userId } = e.payload as { ids: number[]; userId: string }
    if (!(await mayBeAsked(clp, s, userId, ids))) return null
    const said = await handBanText(clp, s, ids)
    if (said === null) return null
    return {
      to: { dm: userId },
      body: (mark) => ({
        content: `${said.text}\n-# ${clp.config.policy.clp.name} · ${mark}`,
        components: buttons(
          said.choices.map((x) => ({
            label: x.label,
            id: customId('hand-ban', clp.serverId, x.answer, ids.join('-')),
          })),
        ),
      }),
    }
  },
  async delivered() {},
  refused: async () => 'give_up',
}

/**
 * Lines of the Secretary's log channel (J2), each message with its *Details*. Before they are posted it is asked who reads
 * the channel: what names a matter in which one of them has a conflict is restricted (J4). Never given up (J5).
 */
export const logLines = (api: Api): SayHandler => ({
  kind: 'say',
  async check(clp, e) {
    const refs = referencesIn((e.payload as { text: string }).text)
    const noted = refs.length === 0 ? null : await noteRestricted(api, clp, refs)
    // a channel that is gone or closed is found by the post itself, and people are told (J5)
    if (noted && !noted.ok && noted.kind !== 'final')
      throw new Error('Discord did not say who reads the log channel')
    return null
  },
  async prepare(clp, s, e) {
    const { logChannelId } = await s.settings()
    if (logChannelId === null) return null
    const { text, first, last } = e.payload as { text: string; first: number; last: number }
    const blank = await s.blankEntriesAmong(linesIn(text))
    const shown = withoutLines(restrictLines(text, new Set(await s.restrictedMatters())), blank)
    return {
      to: { channel: logChannelId },
      marker: /no\. \d+ · /.exec(text)?.[0] ?? text,
      body: () => ({
        content: shown,
        components: buttons([{ label: 'Details', id: customId('details', clp.serverId, first, last) }]),
      }),
    }
  },
  // noted is the line with its date, restricted or not: how old an entry is must stay known (J3)
  delivered: (clp, s, e, d) =>
    recordLogPosted(clp, s, {
      channelId: d.channelId,
      messageId: d.messageId,
      text: (e.payload as { text: string }).text,
      at: clp.clock.now(),
    }),
  async refused(clp, s, _e, f) {
    await recordLogTrouble(clp, s, f.why)
    return 'wait'
  },
})
