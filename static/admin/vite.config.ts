import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// A shipped page is always the production build, also when tests, which say NODE_ENV=test, make it.
process.env['NODE_ENV'] = 'production';

/**
 * Forge serves the built page from its own CDN under a path it chooses, so every address is relative, and
 * under a Content-Security-Policy without inline scripts, so nothing is inlined: not the module preload
 * helper and no asset as a data URL.
 */
export default defineConfig({
  base: './',
  plugins: [react()],
  resolve: {
    alias: {
      '@atlaskit/feature-gate-js-client/feature-gates': fileURLToPath(
        new URL('src/no-feature-gates.ts', import.meta.url),
      ),
    },
  },
  build: {
    outDir: 'build',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
