/** What a complaint can be about when somebody asks for a mediation, and whether it may be mediated (C5). */
export const MEDIATION_ABOUT = [
  { id: 'disagreement', label: 'A disagreement', mediated: true },
  { id: 'tone', label: 'Tone', mediated: true },
  { id: 'misunderstanding', label: 'A misunderstanding', mediated: true },
  { id: 'harassment', label: 'Harassment', mediated: false },
  { id: 'discrimination', label: 'Discrimination', mediated: false },
  { id: 'sexual', label: 'Something sexual', mediated: false },
  { id: 'safeguarding', label: 'Safeguarding', mediated: false },
] as const

export type MediationAbout = (typeof MEDIATION_ABOUT)[number]

/** One of them by its id; undefined for anything else. */
export const mediationAbout = (id: string): MediationAbout | undefined =>
  MEDIATION_ABOUT.find((one) => one.id === id)
