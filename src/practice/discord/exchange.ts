/** The log of everything that bots asked and what they were answered. */
import type { UploadedFile } from './uploads.ts'

export interface LoggedRequest {
  method: string
  /** As it came: version and query included. */
  url: string
  /** Without `/api/v10`, without the query. */
  path: string
  query: Record<string, string>
  headers: Record<string, string>
  body: unknown
  files: UploadedFile[]
  /** Simulated. */
  at: Date
  /** The decoded X-Audit-Log-Reason. */
  reason: string | undefined
}

export interface LoggedResponse {
  /** 0 when the socket was dropped before an answer. */
  status: number
  headers: Record<string, string>
  body: unknown
}

/** A request and, once given, its answer. `route` is undefined when nothing answers there. */
export interface Exchange {
  request: LoggedRequest
  route: string | undefined
  response: LoggedResponse | undefined
}

export type ExchangeListener = (request: LoggedRequest, response: LoggedResponse, exchange: Exchange) => void
