import { type BuildEnvironmentOptions, defineConfig, type EnvironmentOptions } from 'vite';

const outDir = 'dist/electron';

/**
 * The Electron side, built to `dist/electron`: everything but Electron and Node is bundled in, so the packaged
 * app holds no node_modules.
 */
export default defineConfig({
  publicDir: false,
  environments: {
    main: nodeSide({
      outDir,
      emptyOutDir: true,
      rolldownOptions: {
        // The engine starts its worker from the file beside the one it runs in, so all of them lie in one folder.
        input: { main: 'electron/main.ts', worker: 'core/analysis/worker.ts' },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    }),
    preload: nodeSide({
      outDir,
      emptyOutDir: false,
      rolldownOptions: {
        input: { preload: 'electron/preload.ts' },
        // A sandboxed preload script must be one CommonJS file; it can load nothing but Electron's own parts.
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    }),
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['main', 'preload']) {
        const environment = builder.environments[name];
        if (environment !== undefined) await builder.build(environment);
      }
    },
  },
});

/** A build for Node 24 that needs no node_modules. */
export function nodeSide(build: BuildEnvironmentOptions): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: ['electron'] },
    build: {
      ...build,
      target: 'node24',
      // Readable stack traces are worth more here than the kilobytes.
      minify: false,
      sourcemap: false,
      reportCompressedSize: false,
      rolldownOptions: { platform: 'node', external: ['electron'], ...build.rolldownOptions },
    },
  };
}
