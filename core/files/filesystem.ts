import { statfsSync } from 'node:fs';
import { errnoOf } from './errors.ts';

/** `f_type` of statfs(2) for disks that other machines write too, or that pass no change events on. */
const REMOTE_TYPES = new Set([
  0x6969, // nfs
  0x517b, // smb
  0xff534d42, // cifs
  0xfe534d42, // smb2
  0x01021997, // 9p
  0x65735546, // fuse
  0x786f4256, // vboxsf
]);

/** Whether a folder lies on such a disk; false where the system does not tell. */
export function isRemote(folder: string): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return REMOTE_TYPES.has(statfsSync(folder).type);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return false;
  }
}
