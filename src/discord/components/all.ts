import { keptForms } from '../forms/all.ts'
import { taking } from '../forms/kept-form.ts'
import type { Component } from '../handler.ts'
import * as care from './care.ts'
import * as appeals from './appeal.ts'
import * as appealVotes from './appeal-vote.ts'
import * as cases from './case.ts'
import * as crises from './crisis.ts'
import * as secondLooks from './reconsider.ts'
import * as complaints from './complaint.ts'
import * as dms from './dm.ts'
import * as drafts from './draft.ts'
import * as files from './files.ts'
import * as kept from './form-again.ts'
import * as handBans from './hand-ban.ts'
import * as dataRequests from './data-request.ts'
import * as ownData from './own-data.ts'
import * as pauses from './pause.ts'
import * as people from './person.ts'
import * as register from './register.ts'
import * as restores from './restored.ts'
import * as retention from './retention.ts'
import * as replies from './reply.ts'
import * as tasks from './task.ts'

/** Every button, select and form. */
export const components: Component[] = [
  ...Object.values(dms),
  ...Object.values(drafts),
  ...Object.values(cases),
  ...Object.values(appeals),
  ...Object.values(appealVotes),
  ...Object.values(care),
  ...Object.values(complaints),
  ...Object.values(files),
  ...Object.values(replies),
  ...Object.values(people),
  ...Object.values(pauses),
  ...Object.values(register),
  ...Object.values(restores),
  ...Object.values(retention),
  ...Object.values(tasks),
  ...Object.values(crises),
  ...Object.values(secondLooks),
  ...Object.values(handBans),
  ...Object.values(ownData),
  ...Object.values(dataRequests),
  ...Object.values(kept),
  ...keptForms.map(taking),
]
