/** `npm run package [-- electron-builder options]`: builds both sides, then the installers for this system. */
import path from 'node:path';
import { buildIfChanged, buildNames } from './builds.mjs';
import { runInForeground } from './processes.mjs';
import { root, runScript, setUp } from './setup.mjs';

await runScript(async () => {
  const node = setUp();
  for (const name of buildNames) buildIfChanged(name, node);
  const builder = path.join(root, 'node_modules', 'electron-builder', 'cli.js');
  const code = await runInForeground(node, [builder, '--publish', 'never', ...process.argv.slice(2)], {
    cwd: root,
  });
  if (code !== 0) {
    console.error(
      [
        '',
        `The installers were not made (electron-builder ended with code ${code}); dist/renderer and dist/electron are complete.`,
        'electron-builder downloads the Electron runtime and the tools of each target from github.com. Where that host is',
        'out of reach, name a mirror in ELECTRON_MIRROR and ELECTRON_BUILDER_BINARIES_MIRROR, or give it an unpacked runtime:',
        '  npm run package -- -c.electronDist=/path/to/electron-dist',
      ].join('\n'),
    );
  }
  return code;
});
