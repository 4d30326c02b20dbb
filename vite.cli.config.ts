import { statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { BUNDLE_FOLDER, INPUTS_FILE } from './cli/bundle.mjs';
import { nodeSide } from './vite.electron.config.ts';

const project = import.meta.dirname;

/** The terminal host, built to `dist/cli`: it runs without, only slower (`cli/bundle.mjs`). */
export default defineConfig({
  publicDir: false,
  plugins: [noteInputs()],
  environments: {
    cli: nodeSide({
      outDir: BUNDLE_FOLDER,
      emptyOutDir: true,
      rolldownOptions: {
        // The engine starts its worker from the file beside the one it runs in, so all of them lie in one folder.
        input: { main: 'cli/main.ts', worker: 'core/analysis/worker.ts' },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    }),
  },
  builder: {
    async buildApp(builder) {
      const environment = builder.environments.cli;
      if (environment !== undefined) await builder.build(environment);
    },
  },
});

/** Writes down what the bundle is made of, each file as it was before it was read. */
function noteInputs(): Plugin {
  const inputs = new Map<string, [number, number]>();
  const note = (file: string) => {
    const { mtimeMs, size } = statSync(file);
    inputs.set(relative(project, file).split(sep).join('/'), [mtimeMs, size]);
  };
  return {
    name: 'note-inputs',
    buildStart() {
      inputs.clear();
      for (const file of ['package-lock.json', 'vite.cli.config.ts', 'vite.electron.config.ts'])
        note(join(project, file));
    },
    load(id) {
      const isSource = id.startsWith(project + sep) && !id.includes(`${sep}node_modules${sep}`);
      if (isSource && !id.includes('?')) note(id);
      return null;
    },
    writeBundle({ dir = BUNDLE_FOLDER }) {
      writeFileSync(join(dir, INPUTS_FILE), JSON.stringify(Object.fromEntries(inputs)));
    },
  };
}
