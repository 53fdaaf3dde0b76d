/** What a step does, said to a learner: `examining: cutting the network of node02 …`, and later what was done. */
import { FAULT_WORDS } from '../../cluster/index.ts';
import type { Text } from '../format/common.ts';
import type { RunStep } from '../format/step.ts';

/** `%`: the machine, the Pod, the part. */
const FAULTS: { readonly [fault: string]: Text } = {
  'clock-skew': { en: 'setting the clock of % wrong', zh: '拨乱 % 的时钟' },
  'clock-sync': { en: 'setting the clock of % right', zh: '校准 % 的时钟' },
  'component-start': { en: 'starting %', zh: '启动 %' },
  'component-stop': { en: 'stopping %', zh: '停掉 %' },
  'container-kill': { en: 'killing the container %', zh: '杀掉容器 %' },
  'disk-death': { en: 'breaking the disk of %', zh: '弄坏 % 的磁盘' },
  'disk-fill': { en: 'filling the disk of %', zh: '写满 % 的磁盘' },
  'disk-free': { en: 'freeing the disk of %', zh: '腾空 % 的磁盘' },
  'disk-replace': { en: 'replacing the disk of %', zh: '更换 % 的磁盘' },
  'kubelet-start': { en: 'starting the kubelet of %', zh: '启动 % 的 kubelet' },
  'kubelet-stop': { en: 'stopping the kubelet of %', zh: '停掉 % 的 kubelet' },
  'memory-fill': { en: 'filling the memory of %', zh: '占满 % 的内存' },
  'memory-free': { en: 'freeing the memory of %', zh: '释放 % 的内存' },
  'network-cut': { en: 'cutting the network of %', zh: '切断 % 的网络' },
  'network-cut-api': { en: 'cutting % off from the control plane', zh: '切断 % 与控制平面的连接' },
  'network-heal': { en: 'restoring the network of %', zh: '恢复 % 的网络' },
  'node-add': { en: 'adding the machine %', zh: '添加机器 %' },
  'node-delete': { en: 'deleting the Node %', zh: '删除 Node %' },
  'node-power-off': { en: 'pulling the plug of %', zh: '拔掉 % 的电源' },
  'node-power-on': { en: 'giving % its power back', zh: '给 % 恢复供电' },
  'node-rejoin': { en: 'letting % join again', zh: '让 % 重新加入' },
  'node-remove': { en: 'removing the machine %', zh: '移除机器 %' },
  'node-shutdown': { en: 'shutting % down', zh: '让 % 正常关机' },
  'pod-delete': { en: 'deleting the Pod %', zh: '删除 Pod %' },
  'process-kill': { en: 'killing the main process of %', zh: '杀掉 % 的主进程' },
  'registry-down': { en: 'taking the registry % down', zh: '让镜像仓库 % 宕机' },
  'registry-rate-limit': { en: 'letting the registry % refuse most pulls', zh: '让镜像仓库 % 限流' },
  'registry-unreachable': { en: 'cutting off the registry %', zh: '切断镜像仓库 %' },
  'registry-up': { en: 'bringing the registry % back', zh: '恢复镜像仓库 %' },
  'runtime-start': { en: 'starting the container runtime of %', zh: '启动 % 的容器运行时' },
  'runtime-stop': { en: 'stopping the container runtime of %', zh: '停掉 % 的容器运行时' },
};

function faultWords(fault: string, target: string): Text {
  const words = FAULTS[fault];
  const title = FAULT_WORDS[fault];
  if (words !== undefined) return { en: words.en.replace('%', target), zh: words.zh.replace('%', target) };
  return { en: `${title?.en.title ?? fault}: ${target}`, zh: `${title?.zh.title ?? fault}：${target}` };
}

const firstWords = (line: string): string => (line.length > 60 ? `${line.slice(0, 59)}…` : line).replace(/\s+/g, ' ');

/** @param target of a fault: what was found */
export function wordsOfStep(step: RunStep, target = ''): Text {
  if ('wait' in step) return { en: `letting ${step.wait} go by`, zh: `等待 ${step.wait}` };
  if ('settle' in step) return { en: 'waiting until nothing changes any more', zh: '等到不再有变化' };
  if ('fault' in step) return faultWords(step.fault.fault, target);
  if ('load' in step) return { en: `sending requests to ${step.load.url}`, zh: `向 ${step.load.url} 发送请求` };
  if ('scale' in step) return { en: `scaling ${step.scale.kind} ${step.scale.name} to ${step.scale.replicas}`, zh: `把 ${step.scale.kind} ${step.scale.name} 伸缩到 ${step.scale.replicas} 个副本` };
  if ('image' in step) return { en: `changing the image of ${step.image.kind} ${step.image.name} to ${step.image.image}`, zh: `把 ${step.image.kind} ${step.image.name} 的镜像换成 ${step.image.image}` };
  if ('apply' in step) return step.apply.includes('\n') ? { en: 'applying a manifest', zh: '提交一份清单' } : { en: `applying ${step.apply}`, zh: `提交 ${step.apply}` };
  return { en: `typing: ${firstWords(step.command)}`, zh: `输入命令：${firstWords(step.command)}` };
}
