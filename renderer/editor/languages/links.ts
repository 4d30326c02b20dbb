/** Addresses in the text: files of the workspace open in a tab, URLs as the browser opens any link. */
import { FileId } from '../../../shared/contract/model.ts';
import { toMonacoRange } from '../model-text.ts';
import { monaco } from '../monaco.ts';
import { askInBackground, languageShell } from './ask.ts';

/** In our own links the authority is the id of the file. */
const SCHEME = 'strata-file';

export const linkProvider: monaco.languages.LinkProvider = {
  async provideLinks(model, token) {
    const answer = await askInBackground(model, token, ({ client }, text) =>
      client.call('language.links', text),
    );
    const links = answer?.links.flatMap(({ range, target, file }): monaco.languages.ILink[] => {
      if (file !== null) {
        const url = monaco.Uri.from({ scheme: SCHEME, authority: file, path: `/${target}` });
        return [{ range: toMonacoRange(range), url, tooltip: `Open ${target}` }];
      }
      return /^https?:/i.test(target) ? [{ range: toMonacoRange(range), url: target }] : [];
    });
    return { links: links ?? [] };
  },
};

export const linkOpener: monaco.editor.ILinkOpener = {
  open({ scheme, authority }) {
    const file = scheme === SCHEME ? FileId.safeParse(authority).data : undefined;
    if (file === undefined) return false;
    languageShell().open(file);
    return true;
  },
};
