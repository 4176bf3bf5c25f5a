import { resume } from '../../casework/resume.ts'
import type { Component } from '../handler.ts'
import { refused } from '../render/refused.ts'
import { resumedInWords } from '../render/restored.ts'

/** *Resume* after a restore from a backup. */
export const resumePressed: Component = {
  name: 'resume',
  slow: true,
  whilePaused: true,
  async run(c) {
    const done = await resume(c.clp, c.actor)
    return done.ok ? { content: resumedInWords(done.restored) } : refused(done.refusal)
  },
}
