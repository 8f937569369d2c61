import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

const strict = {
  'default-src': ['none'],
  'script-src': ['self'],
  'style-src': ['self'],
  // The one style attribute is of SvelteKit's announcer of page titles, for those who hear the page.
  'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
  'img-src': ['self', 'data:', 'blob:'],
  'font-src': ['self'],
  'connect-src': ['self'],
  'manifest-src': ['self'],
  'form-action': ['self'],
  'base-uri': ['none'],
  'frame-ancestors': ['none'],
  'object-src': ['none'],
} satisfies NonNullable<NonNullable<Parameters<typeof sveltekit>[0]>['csp']>['directives'];

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter({ precompress: true }),
      csp: { mode: 'nonce', directives: strict },
    }),
  ],
  // One copy in a process: the pages and what stands behind them work on the same documents.
  ssr: { external: ['yjs'] },
  build: { sourcemap: false },
});
