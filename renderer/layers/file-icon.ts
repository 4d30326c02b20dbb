import type { FileInfo } from '../../shared/contract/model.ts';
import type { IconName } from '../theme/icons.tsx';

/** The glyph of a file: what it is for, else what it is written in. */
export function fileIcon({ role, language }: Pick<FileInfo, 'role' | 'language'>): IconName {
  if (role === 'manifest' || role === 'schema') return role;
  if (language === 'dotenv') return 'variables';
  return language;
}
