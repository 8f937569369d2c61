import { z } from 'zod';
import { type ApiRoute, apiRoute } from '#server/api-route.ts';
import { PICTURE_LIMITS, PICTURE_MEDIA_TYPES } from '#server/pictures/picture-limits.ts';
import { fileView, openPicture } from './file-reads.ts';
import { uploadPicture } from './upload-picture.ts';

/** The public API of pictures. */
export const filesRoutes: ApiRoute[] = [
  apiRoute<{ space: string }, { alt: string }, Uint8Array>({
    method: 'post',
    path: '/spaces/{space}/files',
    action: 'file.upload',
    scope: 'write',
    tag: 'Pictures',
    summary: 'Upload a picture',
    description:
      'The body is the picture itself. It is encoded anew as WebP, without metadata and at most 2400 pixels wide or high.',
    params: z.object({ space: z.string() }),
    query: z.object({
      alt: z
        .string()
        .trim()
        .max(500)
        .default('')
        .meta({ description: 'What the picture shows, for those who cannot see it.' }),
    }),
    bytes: { mediaTypes: PICTURE_MEDIA_TYPES, most: PICTURE_LIMITS.mostBytes },
    answer: fileView,
    status: 201,
    run: ({ services, actor, params, query, body, key }) =>
      uploadPicture(services, actor, { space: params.space, alt: query.alt, bytes: body }, { key }),
  }),
  apiRoute<{ space: string; file: string }, { size: 'large' | 'small' }, unknown>({
    method: 'get',
    path: '/spaces/{space}/files/{file}',
    action: 'file.read',
    scope: 'read',
    tag: 'Pictures',
    summary: 'A picture',
    params: z.object({ space: z.string(), file: z.string() }),
    query: z.object({ size: z.enum(['large', 'small']).default('large') }),
    run: ({ services, actor, params, query }) =>
      openPicture(services, actor, { ...params, small: query.size === 'small', etag: null }),
  }),
];
