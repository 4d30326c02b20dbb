import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const engineHost = process.env.STRATA_DEV_HOST;

/**
 * The renderer, built to `dist/renderer` for both hosts: `http://127.0.0.1:PORT/` and `app://bundle/`.
 *
 * What comes out must run under the Content-Security-Policy of DESIGN section 3: every script and worker is
 * a file of its own (never inline, never `data:`), and nothing is fetched from elsewhere.
 */
export default defineConfig({
  root: 'renderer',
  // Both hosts serve the bundle at the root of an origin of their own.
  base: '/',
  plugins: [react()],
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    // `npm run dev` names the browser host that stands behind the development server.
    ...(engineHost === undefined ? {} : { proxy: { '/api': { target: engineHost, changeOrigin: true } } }),
  },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // An inlined asset becomes a `data:` address, which the policy allows for fonts and images only.
    assetsInlineLimit: 0,
    // The polyfill is for browsers older than any that runs the rest of the bundle.
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
    // Files come from this machine, so one large chunk for the editor is cheaper than many small ones.
    // Chunks are cut where the renderer imports dynamically, nowhere else.
    chunkSizeWarningLimit: 8_000,
  },
});
