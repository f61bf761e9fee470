import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';

// Any handler, whatever it takes: only its identity is used.
export type Handler = (...given: never[]) => unknown;

export interface Route {
  /** As in the policy table: `POST /api/models/:id/steps`. */
  key: string;
  handler: Handler;
  at: string;
}

/** Every route Nest will serve, read from the same metadata Nest reads. */
export function routesOf(discovery: DiscoveryService, scanner: MetadataScanner): Route[] {
  return discovery.getControllers().flatMap(({ metatype, name }) => {
    const prototype = (metatype as { prototype: Record<string, Handler> }).prototype;
    return scanner.getAllMethodNames(prototype).flatMap((methodName) => {
      const handler = prototype[methodName];
      const method = handler && (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined);
      if (!handler || method === undefined) return [];
      return paths(Reflect.getMetadata(PATH_METADATA, metatype as object)).flatMap((base) =>
        paths(Reflect.getMetadata(PATH_METADATA, handler)).map((rest) => ({
          key: `${RequestMethod[method]} ${join(base, rest)}`,
          handler,
          at: `${name}.${methodName}`,
        })),
      );
    });
  });
}

const paths = (metadata: unknown): string[] => (Array.isArray(metadata) ? metadata : [metadata ?? '/']) as string[];
const join = (...parts: string[]) =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
