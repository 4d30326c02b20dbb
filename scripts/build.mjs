/** `npm run build`: everything that is not run as source, where it changed. */
import { buildIfChanged, buildNames, builds } from './builds.mjs';
import { runScript, setUp } from './setup.mjs';

await runScript(() => {
  const node = setUp();
  for (const name of buildNames) {
    if (!buildIfChanged(name, node)) console.error(`The ${builds[name].title} is up to date.`);
  }
  return 0;
});
