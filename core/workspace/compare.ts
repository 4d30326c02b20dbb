import { StrataError } from '../../shared/contract/errors.ts';
import type { CompareSide } from '../../shared/contract/model.ts';
import type { Output } from '../../shared/contract/operations.ts';
import type { ComparableSide } from '../analysis/protocol.ts';
import { decodeText } from '../files/read.ts';
import type { OpenWorkspace } from './open-workspace.ts';

interface Prepared {
  readonly title: string;
  readonly text: string;
  readonly language: string;
  readonly side: ComparableSide;
}

/** Two texts to lay side by side, and the keys whose values differ. */
export async function compareSides(
  workspace: OpenWorkspace,
  sides: { left: CompareSide; right: CompareSide },
): Promise<Output<'compare.sides'>> {
  const [left, right] = await Promise.all([prepare(workspace, sides.left), prepare(workspace, sides.right)]);
  const comparable = left.language === 'toml' && right.language === 'toml';
  const keys = comparable ? await workspace.worker.call('differences', left.side, right.side) : [];
  return { left: shown(left), right: shown(right), keys };
}

function shown({ title, text, language }: Prepared): Output<'compare.sides'>['left'] {
  return { title, text, language };
}

async function prepare(workspace: OpenWorkspace, side: CompareSide): Promise<Prepared> {
  switch (side.kind) {
    case 'environment': {
      const selection = workspace.select(side);
      const service = selection.service === null ? '' : ` / ${selection.service}`;
      const text = await workspace.worker.call('render', selection);
      return {
        title: `${selection.environment}${service}`,
        text,
        language: 'toml',
        side: { kind: 'environment', ...selection },
      };
    }
    case 'version': {
      const row = workspace.history.get(side.version);
      const bytes = row === null ? null : workspace.history.content(side.version);
      if (row === null || bytes === null) throw unknownVersion(side.version);
      const { text } = decodeText(bytes, row.file);
      const title = `${row.file}, version ${side.version} (${row.origin})`;
      return textSide(title, row.file, text);
    }
    case 'buffer': {
      const file = workspace.file(side.file);
      const document = workspace.documents.get(side.file);
      if (document !== undefined) return textSide(`${file.path} (editor)`, file.path, document.text);
      return prepare(workspace, { kind: 'saved', file: side.file });
    }
    case 'saved': {
      const file = workspace.file(side.file);
      const content = await workspace.read(file);
      return textSide(`${file.path} (saved)`, file.path, content?.text ?? '');
    }
  }
}

function textSide(title: string, path: string, text: string): Prepared {
  const language = path.endsWith('.toml') ? 'toml' : path.endsWith('.json') ? 'json' : 'text';
  return { title, text, language, side: { kind: 'text', text, path } };
}

function unknownVersion(version: number): StrataError {
  return new StrataError({
    code: 'UNKNOWN_VERSION',
    message: `There is no version ${version} in the history of this workspace.`,
    remedy: 'Pick one from the History panel or `strata log`.',
    details: { version },
  });
}
