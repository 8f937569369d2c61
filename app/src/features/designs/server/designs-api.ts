import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { designView, readDesignView } from './design-reads.ts';
import { FORMATS } from '../file-formats.ts';
import { exportDesign, onFile } from './export-design.ts';
import { onDesign, onVersion } from './find-design.ts';
import { gallery, galleryPage, readGallery } from './gallery-reads.ts';
import { MOST_DESIGN_LETTERS } from './judge-design.ts';
import { lineage, readLineage } from './lineage-reads.ts';
import {
  publishDesign,
  publishDesignInput,
  publishVersion,
  publishVersionInput,
  removeDesign,
} from './publish-design.ts';

const inSpace = z.object({ space: z.string() });
const about = { tag: 'Designs', scope: 'write' } as const;
const reads = { tag: 'Designs', scope: 'read', action: 'design.read' } as const;
const designsPath = '/spaces/{space}/designs';
const designPath = `${designsPath}/{design}`;
const published = z.object({
  address: z.string(),
  number: z.number().int(),
  version: z.string(),
});
const version = onVersion.pick({ number: true });

/** The public API of designs. */
export const designsRoutes: ApiRoute[] = [
  apiRoute({
    ...reads,
    method: 'get',
    path: designsPath,
    summary: 'The designs of a space',
    params: inSpace,
    query: galleryPage,
    answer: gallery,
    run: ({ services, actor, params, query }) => readGallery(services, actor, params.space, query),
  }),
  apiRoute({
    ...reads,
    method: 'get',
    path: designPath,
    summary:
      'One version of a design: its document, findings, prices by batch, parents and remixes',
    params: onDesign,
    query: version,
    answer: designView,
    run: ({ services, actor, params, query }) =>
      readDesignView(services, actor, { ...params, ...query }),
  }),
  apiRoute({
    ...reads,
    method: 'get',
    path: `${designPath}/lineage`,
    summary: 'What a design came from, and what came of it',
    params: onDesign,
    answer: lineage,
    run: ({ services, actor, params }) => readLineage(services, actor, params),
  }),
  apiRoute({
    ...reads,
    method: 'get',
    path: `${designPath}/files/{format}`,
    summary: `A version as a file: ${FORMATS.join(', ')}`,
    description:
      'svg and png are drawings: `view` is how (a png without one is the small picture of the piece for previews).',
    params: onDesign.extend({ format: z.string().max(20) }),
    query: onFile
      .pick({ number: true, view: true })
      .extend({ language: z.enum(['en', 'de']).default('en') }),
    run: ({ services, actor, params, query }) =>
      exportDesign(services, actor, { ...params, ...query }),
  }),
  commandRoute(publishDesign, {
    ...about,
    method: 'post',
    path: designsPath,
    summary: 'Publish a design: from nothing, or as a remix of one or two versions',
    description:
      'The server evaluates the design again with the same package and refuses it when `proof`, the hash of the evaluation, comes out otherwise.',
    params: inSpace as never,
    body: publishDesignInput.omit({ space: true }) as never,
    bodyMost: 4 * MOST_DESIGN_LETTERS,
    answer: published,
    status: 201,
  }),
  commandRoute(publishVersion, {
    ...about,
    method: 'post',
    path: `${designPath}/versions`,
    summary: 'Publish a further version of your design',
    params: onDesign as never,
    body: publishVersionInput.omit({ space: true, design: true }) as never,
    bodyMost: 4 * MOST_DESIGN_LETTERS,
    answer: published,
    status: 201,
  }),
  commandRoute(removeDesign, {
    ...about,
    method: 'delete',
    path: designPath,
    summary: 'Take a design away; what was made from it stays',
    params: onDesign as never,
    answer: z.object({ address: z.string() }),
  }),
];
