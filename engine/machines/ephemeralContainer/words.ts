import { containerWords } from '../container/words.ts';
import { word, type Words } from '../words.ts';

const of = containerWords;
const state = (path: string) => of.states[path] ?? of.title;
const event = (type: string) => of.events[type] ?? of.title;

export const ephemeralContainerWords: Words = {
  title: word('ephemeral container', 'A container that `kubectl debug` adds to a Pod that runs already.', '临时容器', '用 `kubectl debug` 加进一个已经在运行的 Pod 里的容器。'),
  states: {
    waiting: word('Waiting', 'It was added to the Pod and does not run yet.', '等待', '已经加进 Pod，还没有运行。'),
    'waiting.creating': word('Creating', 'Its image is being fetched.', '创建中', '正在拉取它的镜像。'),
    'waiting.blocked': state('waiting.blocked'),
    created: state('created'),
    running: word('Running', 'It runs beside the others and sees their network, and their processes if it was asked for.', '运行中', '和别的容器一起运行，和它们共用网络；如果指定了目标容器，还看得到它的进程。'),
    stopping: state('stopping'),
    finished: word('Finished', 'It has ended. It is never restarted, and cannot be taken out of the Pod.', '已结束', '它已经结束，不会重启，也不能从 Pod 里移除。'),
  },
  events: {
    sync: event('sync'), failed: event('failed'), created: event('created'), started: event('started'), kill: event('kill'), exited: event('exited'),
  },
};
