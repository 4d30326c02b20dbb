/** Zod compiles checks with `new Function` where it may; this page's policy forbids it, so Zod need not try. */
import { z } from 'zod';

z.config({ jitless: true });
