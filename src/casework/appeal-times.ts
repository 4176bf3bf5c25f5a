import { putOff } from '../policy/pause.ts'
import type { AppealFile } from './matter-records.ts'

/**
 * An appeal with its closing times as the CLP's pauses have moved them (D9). What is kept are the times without any, so
 * that a pause that is ended early moves them back.
 */
export function withPausedTimes<F extends AppealFile>(file: F): F {
  const pauses = file.pauses ?? []
  const moved = (until: string | null) =>
    until === null ? null : putOff(file.countsFrom ?? file.openedAt, until, pauses)
  return {
    ...file,
    statementsUntil: moved(file.statementsUntil),
    answerUntil: moved(file.answerUntil),
    votingClosesAt: moved(file.votingClosesAt),
  }
}
