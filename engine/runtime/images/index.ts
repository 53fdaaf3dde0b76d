/** Every image that Peapod knows, in alphabetical order of files. */
import type { ImageModel } from '../image.ts';
import { agnhostImages } from './agnhost.ts';
import { alpine } from './alpine.ts';
import { busybox, kubernetesBusybox } from './busybox.ts';
import { curl, plainSystems } from './curl.ts';
import { httpd } from './httpd.ts';
import { kubernetesBootcamp } from './kubernetesBootcamp.ts';
import { nginx } from './nginx.ts';
import { python } from './python.ts';
import { redis } from './redis.ts';
import { systemImages } from './system.ts';

export const IMAGES: readonly ImageModel[] = [
  ...agnhostImages, alpine, busybox, kubernetesBusybox, curl, ...plainSystems, httpd, ...kubernetesBootcamp, nginx, python, redis, ...systemImages,
];
