/** Every image that Peapod knows, in alphabetical order of files. */
import type { ImageModel } from '../image.ts';
import { agnhostImages } from './agnhost.ts';
import { alpine } from './alpine.ts';
import { busybox, busyboxCopies } from './busybox.ts';
import { echoImages } from './echo.ts';
import { guestbookImages } from './guestbook.ts';
import { hpaExample } from './hpaExample.ts';
import { httpd, httpdCopy } from './httpd.ts';
import { kubernetesBootcamp } from './kubernetesBootcamp.ts';
import { languages } from './languages.ts';
import { mysql } from './mysql.ts';
import { netTools } from './netTools.ts';
import { nginx, nginxRelatives } from './nginx.ts';
import { perl } from './perl.ts';
import { postgres } from './postgres.ts';
import { privateImages } from './private.ts';
import { python } from './python.ts';
import { redis } from './redis.ts';
import { samples } from './samples.ts';
import { services } from './services.ts';
import { stressImages } from './stress.ts';
import { systemImages } from './system.ts';
import { systems } from './systems.ts';
import { wordpress } from './wordpress.ts';

/** In alphabetical order of files; see also `first.ts`. */
export const IMAGES: readonly ImageModel[] = [
  ...agnhostImages, alpine, busybox, ...busyboxCopies, ...echoImages, ...guestbookImages, hpaExample, httpd, httpdCopy, ...kubernetesBootcamp, ...languages, mysql, ...netTools, nginx, ...nginxRelatives, perl, postgres,
  ...privateImages, python, redis, ...samples, ...services, ...stressImages, ...systemImages, ...systems, wordpress,
];
