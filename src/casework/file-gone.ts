import { refuse } from './refusal.ts'

/** Of a case of which the ban register alone is left nothing can be read, and nothing written to it (K3). */
export const fileGone = (ref: string): ReturnType<typeof refuse> =>
  refuse({
    why: 'not_now',
    because: `The file of ${ref} was deleted on its date, and only its ban is kept. Nothing can be added to it any more; an appeal against it has a file of its own.`,
  })
