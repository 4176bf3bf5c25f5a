/** What Discord's client does not let a person do: a greyed-out button, a form that is not filled in, a hidden command. */
export class CannotDo extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CannotDo'
  }
}
