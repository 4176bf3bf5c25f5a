import { readWhy } from '../../casework/safeguarding-advice.ts'
import { quote } from '../../letters/plain-text.ts'
import { matterRef } from '../custom-id.ts'
import { adviceForm, safeguardingForm } from '../forms/care-forms.ts'
import { openForm } from '../forms/kept-form.ts'
import type { Component } from '../handler.ts'
import { inPieces } from '../render/pieces.ts'
import { refused } from '../render/refused.ts'

/** **Safeguarding** on a card. */
export const safeguarding: Component = {
  name: 'safeguarding',
  run: (c, [ref]) => openForm(safeguardingForm, c, [matterRef(ref) ?? '']),
}

/** *Read why* on the alert: what is known. */
export const safeguardingWhy: Component = {
  name: 'safeguarding-why',
  async run(c, [id]) {
    const found = await readWhy(c.clp, c.actor, Number(id))
    if (!found.ok) return refused(found.refusal)
    const { ref, lines, link } = found
    return inPieces(
      [
        `**${ref}.** Keep this confidential.`,
        ...(lines.length === 0 ? ['Nothing was written down.'] : lines.map((line) => quote(line, 1000))),
        ...(link === null ? [] : [`The post: ${link}`]),
        `The safeguarding contact: ${c.clp.config.policy.safeguarding.contact}`,
      ],
      `${ref}.txt`,
    )
  },
}

/** *Done* on the alert: what the contact said. */
export const safeguardingSaid: Component = {
  name: 'safeguarding-said',
  run: (c, [id]) => openForm(adviceForm, c, [String(Number(id))]),
}
