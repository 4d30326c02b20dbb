/** What an editor asks about one file: the worker's answers in the words of the contract. */
import type { Location as ContractLocation } from '../../shared/contract/language-model.ts';
import type { languageOperations } from '../../shared/contract/language-operations.ts';
import type { Location } from '../analysis/navigation.ts';
import { fileId } from '../workspace/files.ts';
import type { Handlers } from './index.ts';
import { opened, pathOfVersion } from './opened.ts';

export const languageHandlers: Pick<Handlers, keyof typeof languageOperations> = {
  'language.symbols': async (parts, asked) => ({
    symbols: await opened(parts).worker.call('symbols', pathOfVersion(parts, asked)),
  }),
  'language.folds': async (parts, asked) => ({
    folds: await opened(parts).worker.call('folds', pathOfVersion(parts, asked)),
  }),
  'language.selectionRanges': async (parts, asked) => ({
    ranges: await opened(parts).worker.call('selectionRanges', pathOfVersion(parts, asked), asked.positions),
  }),
  'language.links': async (parts, asked) => {
    const links = await opened(parts).worker.call('links', pathOfVersion(parts, asked));
    return {
      links: links.map(({ range, target }) => {
        const file = fileId(target);
        return { range, target, file: opened(parts).hasFile(file) ? file : null };
      }),
    };
  },
  'language.tokens': async (parts, asked) => {
    const tokens = await opened(parts).worker.call('tokens', pathOfVersion(parts, asked), asked.range);
    return { tokens: [...tokens] };
  },
  'language.hints': async (parts, { environment, service, ...asked }) => ({
    hints: await opened(parts).worker.call(
      'hints',
      pathOfVersion(parts, asked),
      asked.range,
      opened(parts).select({ environment, service }),
    ),
  }),
  'language.colors': async (parts, asked) => ({
    colors: await opened(parts).worker.call('colors', pathOfVersion(parts, asked)),
  }),
  'language.colorPresentations': async (parts, { range, color, ...asked }) => ({
    presentations: await opened(parts).worker.call(
      'colorPresentations',
      pathOfVersion(parts, asked),
      range,
      color,
    ),
  }),
  'language.fixes': async (parts, { range, ...asked }) => {
    const { worker } = opened(parts);
    const path = pathOfVersion(parts, asked);
    const answers = await Promise.all([
      worker.call('fixes', path, range),
      worker.call('rewrites', path, range),
    ]);
    return { fixes: answers.flat().map(({ file, ...fix }) => ({ ...fix, file: fileId(file), path: file })) };
  },
  'language.format': async (parts, { range, ...asked }) => ({
    changes: await opened(parts).worker.call('format', pathOfVersion(parts, asked), range),
  }),
  'language.toJson': (parts, { range, ...asked }) =>
    opened(parts).worker.call('toJson', pathOfVersion(parts, asked), range),
  'language.fromJson': async (parts, { range, json, ...asked }) => ({
    changes: await opened(parts).worker.call('fromJson', pathOfVersion(parts, asked), range, json),
  }),
  'language.definition': async (parts, { position, environment, service, ...asked }) => {
    const locations = await opened(parts).worker.call(
      'definition',
      pathOfVersion(parts, asked),
      position,
      opened(parts).select({ environment, service }),
    );
    return { locations: locations.map(inContract) };
  },
  'language.declaration': async (parts, { position, ...asked }) => {
    const location = await opened(parts).worker.call('declaration', pathOfVersion(parts, asked), position);
    return { location: location === null ? null : inContract(location) };
  },
  'language.references': async (parts, { position, ...asked }) => {
    const references = await opened(parts).worker.call('references', pathOfVersion(parts, asked), position);
    return {
      references: references.map(({ value, environments, ...location }) => ({
        ...inContract(location),
        value,
        environments,
      })),
    };
  },
};

function inContract({ file, fileId, range }: Location): ContractLocation {
  return { file: fileId, path: file, range };
}
