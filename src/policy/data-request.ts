import { addDays, addMonths, type CalendarDate, type Instant, londonDate } from './calendar.ts'

/** What is told to those who have to answer, the earlier first. `overdue` tells others too. */
export type DataReminder = 'week' | 'two_days' | 'overdue'

/** The last London day on which a request about somebody's data is answered: one calendar month later (N1, N2). */
export const answerBy = (at: Instant): CalendarDate => addMonths(londonDate(at), 1)

/** The reminders that have fallen due on a London day: a week before the last day, two days before it, and after it. */
export function remindersDue(dueOn: CalendarDate, today: CalendarDate): DataReminder[] {
  const due: DataReminder[] = []
  if (today >= addDays(dueOn, -7)) due.push('week')
  if (today >= addDays(dueOn, -2)) due.push('two_days')
  if (today > dueOn) due.push('overdue')
  return due
}
