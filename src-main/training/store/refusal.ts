/**
 * The store says no. The vendor publishes no error schema; this is the two-field form of its rate-limit page, which
 * clients take as the general one.
 */
export class Refusal extends Error {
  readonly status: number
  readonly title: string

  constructor(status: number, title: string, message: string) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.title = title
  }
}

export function notFound(what: string): Refusal {
  return new Refusal(404, 'Not Found', `${what} not found`)
}

/** A well-formed request the rules do not allow. */
export function unprocessable(why: string): Refusal {
  return new Refusal(422, 'Unprocessable Entity', why)
}

export function badRequest(why: string): Refusal {
  return new Refusal(400, 'Bad Request', why)
}
