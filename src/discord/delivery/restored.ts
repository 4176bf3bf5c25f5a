import { restoredOf } from '../../casework/restored.ts'
import type { SayHandler } from '../../outbox/handlers.ts'
import { askInWords, resumeButton } from '../render/restored.ts'

/** After a restore: who may press *Resume* is asked to, by DM and in the log channel. */
export const restored: SayHandler = {
  kind: 'say',
  async prepare(clp, s, e) {
    const { userId } = e.payload as { userId: string | null }
    const found = await restoredOf(s)
    const { logChannelId } = await s.settings()
    if (found === null || found.pause === null || (userId === null && logChannelId === null)) return null
    return {
      to: userId === null ? { channel: logChannelId as string } : { dm: userId },
      body: (mark) => ({
        content: `${askInWords(found.restored)}\n-# ${clp.config.policy.clp.name} · ${mark}`,
        ...(found.pause === 'waiting' ? { components: resumeButton(clp.serverId) } : {}),
      }),
    }
  },
  async delivered() {},
  refused: async () => 'give_up',
}
