import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { ProblemKind } from '#platform';

export interface Operation {
  /** Unique; the name of the method in a generated client. */
  id: string;
  summary: string;
  /** The class of the answer; left out with 204. */
  answer?: new () => object;
  /** Default 200. 201 comes with `location`. */
  status?: 200 | 201 | 202 | 204;
  /** Where the new resource lives; `{id}` is taken from the answer. */
  location?: string;
  /** A list: the answer carries `Link: rel="next"`. */
  page?: true;
  /** One resource with a revision: the answer carries its ETag. */
  revisioned?: true;
  /** Problems beyond those every route of its kind has (those of the policy, of bodies, of ids). */
  problems?: readonly ProblemKind[];
  /** Another status with the same answer. */
  also?: number;
  /** The same as CSV, by `Accept: text/csv`. */
  csv?: true;
  /** The same as a page to print, by `Accept: text/html`. */
  html?: true;
  /** The same as an Excel workbook, by `Accept`. */
  xlsx?: true;
  /** Answers that are no JSON, e.g. `text/plain`. */
  text?: string;
  /** Answers that are a file, by media type. */
  file?: readonly string[];
  /** The body is a file, of one of these media types. */
  upload?: readonly string[];
}

const OPERATION = Symbol('operation');

export const operationOf = (handler: object): Operation | undefined =>
  Reflect.getMetadata(OPERATION, handler) as Operation | undefined;

/** What a route does, in one place: its number, its answer, its words in OpenAPI. The rest follows from the policy table. */
export function Operation(described: Operation): MethodDecorator {
  const { id, summary, answer, status = 200, text, file, upload, also } = described;
  return applyDecorators(
    (_: object, __: string | symbol, descriptor: PropertyDescriptor) =>
      Reflect.defineMetadata(OPERATION, described, descriptor.value as object),
    HttpCode(status),
    ApiOperation({ operationId: id, summary }),
    ApiResponse({
      status,
      description: status === 204 ? 'Done; there is nothing to show.' : 'Done.',
      ...(answer && { type: answer }),
      ...(text && { content: { [text]: { schema: { type: 'string' } } } }),
      ...(file && { content: Object.fromEntries(file.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])) }),
    }),
    ...(upload ? [ApiConsumes(...upload), ApiBody({ required: true, schema: { type: 'string', format: 'binary' } })] : []),
    ...(also && answer ? [ApiResponse({ status: also, description: 'Not so.', type: answer })] : []),
  );
}
