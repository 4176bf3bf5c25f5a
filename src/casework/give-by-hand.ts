/** How people give somebody what the bot cannot send them: privately, and one of them (F3, O2). */
export const HOW_TO_GIVE =
  'Press *Show text* for the words and for whom they are. Send them privately, from the account of the CLP, never where others can read them; or by e-mail, by post or in person. One of you does it; tell the others first.'
